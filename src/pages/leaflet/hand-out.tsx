import { View } from '@tarojs/components'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Chips } from '#components/chips'
import { Press } from '#components/press'
import { Stepper } from '#components/stepper'
import { TextField } from '#components/text-field'
import type { OperationOf } from '#contract/operation'
import { audiences, inHand, judgeHandOut, type LeafletKind, noStock } from '#domain/leaflet'
import { type DraftOf, draft, keepDraft } from '#stores/drafts'
import { engine, useRecords, useStock } from '#stores/field-store'
import { services } from '#stores/services'
import { audienceWord, leafletWord } from '#words/labels'
import { useFix } from '../../components/use-fix'
import { useSave, wrongOf } from '../use-save'
import { KindChips } from './kind-chips'
import { recentPlaces } from './recent-places'

interface HandOutProps {
  readonly edited: OperationOf<'leaflet.hand-out'> | null
  readonly kinds: readonly LeafletKind[]
}

const reasons = ['向同事借的', '社区另外给的', '上次退回没登记']

/** Place, kind, quantity, audience: four taps; a reason only above the stock. */
export function HandOut({ edited, kinds }: HandOutProps) {
  const stock = useStock()
  const places = recentPlaces(useRecords())
  const fix = useFix()
  const [form, setForm] = useState<DraftOf<'leaflet'>>(() => startOf(edited, places[0] ?? ''))
  const change = (part: Partial<DraftOf<'leaflet'>>): void => {
    const next = { ...form, ...part }
    setForm(next)
    if (edited === null) keepDraft('leaflet', next)
  }
  const own = stock.find(({ kind }) => kind === form.kind) ?? noStock
  // What a refused record took is not taken from the balance, so an edit is judged like a new one.
  const verdict = judgeHandOut(own, form.quantity, form.reason)
  const over = verdict !== 'within-stock'

  /** What is wrong, or null when it is saved. */
  const attempt = (): string | null => {
    if (form.place.trim() === '') return '请选或写一个地点。'
    if (verdict === 'reason-needed') return `手中只有 ${inHand(own)} 份，请先说明多出来的从哪里来。`
    const { kind, quantity, place, audience, startedAt, reason } = form
    const body = {
      kind,
      quantity,
      place: place.trim(),
      audience,
      startedAt,
      ...(over ? { reason: reason.trim() } : {}),
      ...(fix.current === null ? {} : { location: fix.current }),
    }
    const result =
      edited === null
        ? engine().save({ type: 'leaflet.hand-out', body })
        : engine().edit(edited.id, { ...edited.body, ...body })
    if (result.kind === 'saved' && edited === null) keepDraft('leaflet', null)
    return wrongOf(result)
  }
  const { problem, save } = useSave(attempt)

  return (
    <View>
      {places.length > 0 && (
        <Chips
          id="place"
          label="地点"
          chips={places.map((word) => ({ value: word, word }))}
          chosen={[form.place]}
          onPress={(place) => change({ place })}
        />
      )}
      <TextField
        id="place-text"
        label={places.length > 0 ? '其他地点' : '地点'}
        value={places.includes(form.place) ? '' : form.place}
        hint="如：东门岗亭、菜场口"
        most={60}
        onChange={(place) => change({ place })}
      />
      <KindChips kinds={kinds} chosen={form.kind} onPress={(kind) => change({ kind })} />
      <Stepper
        id="quantity"
        label="数量"
        unit="份"
        value={form.quantity}
        least={1}
        most={10_000}
        leap={10}
        onChange={(quantity) => change({ quantity })}
      />
      {over && (
        <View id="over-stock" className="leaflet-over">
          <View className="leaflet-over-words">
            {`超出手中的 ${inHand(own)} 份${leafletWord[form.kind]}：多出来的从哪里来？说明后照常保存。`}
          </View>
          <Chips
            id="stock-reason"
            label="来源"
            chips={reasons.map((word) => ({ value: word, word }))}
            chosen={[form.reason]}
            onPress={(reason) => change({ reason })}
          />
          <TextField
            id="stock-reason-text"
            label="其他来源"
            value={reasons.includes(form.reason) ? '' : form.reason}
            most={200}
            onChange={(reason) => change({ reason })}
          />
        </View>
      )}
      <Chips
        id="audience"
        label="发给谁"
        chips={audiences.map((value) => ({ value, word: audienceWord[value] }))}
        chosen={[form.audience]}
        onPress={(audience) => change({ audience })}
      />
      <Alert words={problem} />
      <View className="leaflet-save">
        <Press id="save-leaflet" className="button" onPress={save}>
          {edited === null ? `保存 ${leafletWord[form.kind]} ${form.quantity} 份` : '保存并重发'}
        </Press>
      </View>
    </View>
  )
}

function startOf(edited: OperationOf<'leaflet.hand-out'> | null, place: string): DraftOf<'leaflet'> {
  if (edited !== null) return { ...edited.body, reason: edited.body.reason ?? '' }
  return (
    draft('leaflet') ?? {
      kind: 'flyer',
      quantity: 10,
      place,
      audience: 'residents',
      reason: '',
      startedAt: services().now(),
    }
  )
}
