import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Chips } from '#components/chips'
import { Press } from '#components/press'
import { Sheet } from '#components/sheet'
import type { OperationOf } from '#contract/operation'
import type { StaffAnswer } from '#contract/query'
import { addDays, dayOf, type LocalDate } from '#domain/time'
import { askToHearOfServiceEnd } from '#stores/be-told'
import { sendNow } from '#stores/send-now'
import { services } from '#stores/services'
import { dateWithWeekday, shortDate } from '#words/format'
import { servingWords } from '#words/service'
import { tellSent } from '../../components/tell-sent'
import { DayStepper } from './day-stepper'

interface DaysSheetProps {
  readonly person: StaffAnswer['staff'][number]
  readonly onClose: () => void
  readonly onDone: () => void
}

const more = [3, 7, 14, 30].map((days) => ({ value: days, word: `${days} 天` }))

/** A volunteer's service is lengthened, ends tonight, or ends at once; his buildings stay as they are (F16). */
export function DaysSheet({ person, onClose, onDone }: DaysSheetProps) {
  const today = dayOf(services().now())
  const [busy, setBusy] = useState(false)
  const last = person.to !== null && person.to > today ? person.to : today
  const [to, setTo] = useState<LocalDate>(last)
  const assign = (change: Pick<OperationOf<'staff.assign'>['body'], 'to' | 'active'>): void => {
    const { id: staffId, scope, from } = person
    setBusy(true)
    void sendNow({ type: 'staff.assign', body: { staffId, scope, from, ...change } }).then((sent) => {
      setBusy(false)
      tellSent(sent)
      if (sent.kind !== 'refused') onDone()
    })
  }
  const lengthen = (): void => {
    askToHearOfServiceEnd()
    assign({ to, active: true })
  }
  const stop = async (): Promise<void> => {
    const { confirm } = await Taro.showModal({
      title: `马上停用${person.name}？`,
      content: stopWords(person),
      confirmText: '停用',
      cancelText: '取消',
    })
    if (confirm) assign({ to: person.to, active: false })
  }
  const same = to === person.to && person.active
  return (
    <Sheet
      title={`${person.name}的服务日期`}
      sub={servingWords({ from: person.from, to: person.to, active: person.active }, today)}
      onClose={onClose}
    >
      <Chips
        id="days-more"
        label={last === today ? '从今天起再服务' : `从 ${shortDate(last)} 起延长`}
        chips={more}
        chosen={more.filter(({ value }) => addDays(last, value) === to).map(({ value }) => value)}
        onPress={(days) => setTo(addDays(last, days))}
      />
      <DayStepper label="到" day={to} least={today} onDay={setTo} />
      <Press id="days-save" className="button" disabled={busy || same} onPress={lengthen}>
        {same ? '日期没有变' : `服务到 ${dateWithWeekday(to)}（含当天）`}
      </Press>
      {person.active && person.onDuty && (
        <View className="stf-end">
          <Press id="days-stop" className="button danger" disabled={busy} onPress={() => void stop()}>
            马上停用
          </Press>
          <View className="stf-line">到最后一天会自动结束，不用操作。停用用于提前离开；点“重新安排”可以恢复。</View>
        </View>
      )}
    </Sheet>
  )
}

/** What is on his phone is said beforehand: once he is out of service, the cloud takes no more of it. */
function stopWords({ pending }: DaysSheetProps['person']): string {
  const clears = '下次联网时，他手机上的楼栋和住户资料会清除。'
  return pending !== null && pending > 0
    ? `他手机上还有 ${pending} 条没有送达，停用后不再接收，只留在他手机上。可以请他先联网送达，或把最后一天改为今天。${clears}`
    : clears
}
