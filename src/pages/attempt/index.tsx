import { useState } from 'react'
import { Alert } from '#components/alert'
import { BottomBar, BottomSpace } from '#components/bottom-bar'
import { Empty } from '#components/empty'
import { PhotoStrip } from '#components/photo-strip'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { operationId, unitId } from '#contract/scalars'
import type { UnitId } from '#domain/ids'
import { dayOf, type Milliseconds } from '#domain/time'
import { logAttempt } from '#stores/case-store'
import { type AttemptDraft, attemptDraft, keepAttemptDraft } from '#stores/drafts'
import { type CaseOfUnit, useCase, useRecords } from '#stores/field-store'
import { services } from '#stores/services'
import { type SignedInStaff, useSession } from '#stores/session-store'
import { caseTitle } from '#words/case-row'
import { clockTime, moment } from '#words/format'
import { useFix } from '../../components/use-fix'
import { useNow } from '../../components/use-now'
import { useParam } from '../../components/use-params'
import { useSave, wrongOf } from '../use-save'
import { attemptBody, emptyAttempt, lastAttempt, likeLast, missing } from './attempt-body'
import { AttemptForm } from './attempt-form'
import './index.css'

/** One visit at the door, told while it is fresh; kept at each step and saved without a network (S29). */
export default function Attempt() {
  const unit = useParam('unit', unitId)
  const found = useCase(useParam('id', operationId))
  if (unit === null || found === null) {
    return (
      <Screen marked title="上门记录" back>
        <Empty title="这件任务不在本机">请从“任务”里打开。</Empty>
      </Screen>
    )
  }
  return <Visit found={found} />
}

function Visit({ found: { unit, row } }: { readonly found: CaseOfUnit }) {
  const now = useNow()
  const fix = useFix()
  const staff = useSession(({ session }) => session?.staff ?? null)
  const last = lastAttempt(useRecords(), row.id)
  const [form, setForm] = useState<AttemptDraft>(
    () => attemptDraft(unit, row.id) ?? emptyAttempt(row, services().now()),
  )
  const put = (next: AttemptDraft): void => {
    setForm(next)
    keepAttemptDraft(unit, row.id, next)
  }
  const { problem, save } = useSave(() => {
    const wrong = missing(row, form)
    const { met } = form
    if (wrong !== null || met === null) return wrong
    const body = attemptBody(row, { ...form, met })
    const located = row.part === 'companion' || fix.current === null ? {} : { location: fix.current }
    const result = logAttempt(unit, { ...body, ...located })
    if (result.kind === 'saved') keepAttemptDraft(unit, row.id, null)
    return wrongOf(result)
  })
  const repeats = last !== null && row.kind === 'dissuade' && row.part !== 'companion' && form.met !== 'nobody'
  return (
    <Screen
      marked
      title={row.part === 'companion' ? '记录问答' : '上门记录'}
      sub={caseTitle(row)}
      back
      overlay={
        <BottomBar label="保存">
          <Alert words={problem} />
          <Press id="save-attempt" className="button" onPress={save}>
            {form.met === 'nobody' ? '保存：这次没见到人' : '保存这次记录'}
          </Press>
        </BottomBar>
      }
    >
      {repeats && (
        <Press id="like-last" className="button second small" onPress={() => put(likeLast(form, last))}>
          沿用上次的问答（{moment(last.at, now)}）
        </Press>
      )}
      <AttemptForm
        row={row}
        me={staff?.id ?? null}
        form={form}
        now={now}
        onChange={(part) => put({ ...form, ...part })}
      />
      {form.met !== null && row.part !== 'companion' && (
        <PhotoStrip
          unit={unit}
          caseId={row.id}
          value={form.photos}
          onChange={(photos) => put({ ...form, photos: [...photos] })}
          watermark={watermarkOf(staff, unit, row, now)}
        />
      )}
      <BottomSpace />
    </Screen>
  )
}

/** Unit, worker's number, time and place; the place as masked as on every screen (F10). */
function watermarkOf(
  staff: SignedInStaff | null,
  unit: UnitId,
  { place }: CaseOfUnit['row'],
  now: Milliseconds,
): readonly string[] {
  const served = staff?.serves.find(({ unitId }) => unitId === unit)?.name
  const who = [served ?? staff?.unitName, staff === null ? undefined : `工号 ${staff.number}`]
  return [
    who.filter((word) => word !== undefined).join(' · '),
    `${dayOf(now)} ${clockTime(now)}`,
    place ?? '地址待核对',
  ]
}
