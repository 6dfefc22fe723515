import { View } from '@tarojs/components'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Answered, Empty, SignedOut } from '#components/answered'
import { ChoiceChip } from '#components/choice-chip'
import { DayPicker } from '#components/day-picker'
import { FindingCard, type ListedFinding } from '#components/finding-card'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { Sheet } from '#components/sheet'
import { TextField } from '#components/text-field'
import type { UnitId } from '#domain/ids'
import { addDays, dayOf } from '#domain/time'
import { reportingKinds } from '#domain/unit'
import { useQuery } from '#stores/query-store'
import { useDeskAct } from '../../components/use-desk-act'
import { useNow } from '../../components/use-now'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { type OwnStreet, useStreet, useStreetAnswer } from '../use-street'

export default function FindingsPage() {
  const street = useStreet()
  return street === null ? (
    <SignedOut title="督查整改" hint="督导组登录后可查看各单位的整改。" />
  ) : (
    <Findings street={street} />
  )
}

/** What was found in all units: overdue first; who looks again says whether it is mended (S34, S37). */
function Findings({ street }: { readonly street: OwnStreet }) {
  const now = useNow()
  const query = useQuery<'findings'>({ action: 'findings', unit: street.id })
  useReloadOnShow(query.reload)
  const [opening, setOpening] = useState(false)
  const inspects = street.role === 'inspector'
  return (
    <Screen wide back title="督查整改" sub={street.name}>
      {inspects && (
        <View className="fnd-acts">
          <Press id="open-finding" className="button" onPress={() => setOpening(true)}>
            记一条督查发现
          </Press>
        </View>
      )}
      <Answered query={query} lines={8}>
        {({ findings }) =>
          findings.length === 0 ? (
            <Empty words="还没有督查发现" hint="发现的问题记在这里，单位答复后由督导组复查。" />
          ) : (
            <View>
              {findings.map((finding) => (
                <FindingCard key={finding.id} finding={finding} now={now} withUnit>
                  {inspects && finding.state === 'answered' && <Recheck finding={finding} onDone={query.reload} />}
                </FindingCard>
              ))}
            </View>
          )
        }
      </Answered>
      {opening && (
        <OpenSheet
          street={street}
          now={now}
          onClose={() => setOpening(false)}
          onDone={() => {
            setOpening(false)
            query.reload()
          }}
        />
      )}
    </Screen>
  )
}

function Recheck({ finding, onDone }: { readonly finding: ListedFinding; readonly onDone: () => void }) {
  const [words, setWords] = useState('')
  const acting = useDeskAct(finding.unit.id, onDone)
  const asked = finding.content.signal !== null
  const say = (verdict: 'mended' | 'not-yet' | 'upheld'): void => {
    const said = words.trim() === '' ? {} : { words: words.trim() }
    acting.act({ type: 'finding.recheck', body: { paperId: finding.id, verdict, ...said } })
  }
  return (
    <View>
      <TextField id={`words-${finding.id}`} label="复查意见（可不填）" value={words} most={200} onChange={setWords} />
      <Alert words={acting.problem} />
      <View className="fnd-acts">
        <Press id={`mended-${finding.id}`} className="button" disabled={acting.busy} onPress={() => say('mended')}>
          {asked ? '说明成立' : '已整改'}
        </Press>
        <Press
          id={`not-yet-${finding.id}`}
          className="button second"
          disabled={acting.busy}
          onPress={() => say('not-yet')}
        >
          {asked ? '请再说明' : '还没整改'}
        </Press>
        {asked && (
          <Press
            id={`upheld-${finding.id}`}
            className="button danger"
            disabled={acting.busy}
            onPress={() => say('upheld')}
          >
            认定不实
          </Press>
        )}
      </View>
    </View>
  )
}

interface OpenSheetProps {
  readonly street: OwnStreet
  readonly now: number
  readonly onClose: () => void
  readonly onDone: () => void
}

function OpenSheet({ street, now, onClose, onDone }: OpenSheetProps) {
  const told = useStreetAnswer(street)
  const units = (told.answer?.units ?? []).filter(({ kind }) => reportingKinds.some((one) => one === kind))
  const [unit, setUnit] = useState<string | null>(null)
  const [what, setWhat] = useState('')
  const [by, setBy] = useState(addDays(dayOf(now), 3))
  const chosen = units.find(({ id }) => id === unit)
  const acting = useDeskAct(chosen?.id ?? street.id, onDone)
  const open = (to: UnitId | undefined): void => {
    if (to === undefined) return
    acting.act({ type: 'finding.open', body: { what: what.trim(), by, inspectionId: null, signal: null } })
  }
  return (
    <Sheet title="督查发现" sub="单位会收到提醒，按期答复后由督导组复查" onClose={onClose}>
      <ChoiceChip
        label="哪个单位"
        choices={units.map(({ id, name }) => ({ value: id, word: name }))}
        value={unit}
        onChoose={setUnit}
      />
      <TextField id="what" label="发现了什么" value={what} most={200} onChange={setWhat} />
      <DayPicker id="by" label="哪天以前整改" value={by} onChange={setBy} />
      <Alert words={acting.problem} />
      <Press
        id="send-finding"
        className="button"
        disabled={acting.busy || chosen === undefined || what.trim() === ''}
        onPress={() => open(chosen?.id)}
      >
        发给单位
      </Press>
    </Sheet>
  )
}
