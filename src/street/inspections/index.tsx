import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Answered, Empty, SignedOut } from '#components/answered'
import { DayPicker } from '#components/day-picker'
import { Line } from '#components/line'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import { Stepper } from '#components/stepper'
import { TextField } from '#components/text-field'
import { addDays, dayOf } from '#domain/time'
import { useQuery } from '#stores/query-store'
import { tenthsWord } from '#words/finding'
import { moment, shortDate } from '#words/format'
import { useDeskAct } from '../../components/use-desk-act'
import { useNow } from '../../components/use-now'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { type OwnStreet, useStreet } from '../use-street'

export default function InspectionsPage() {
  const street = useStreet()
  return street === null ? (
    <SignedOut title="抽查" hint="督导组登录后可抽查各单位的走访记录。" />
  ) : (
    <Inspections street={street} />
  )
}

function Inspections({ street }: { readonly street: OwnStreet }) {
  const now = useNow()
  const query = useQuery<'inspections'>({ action: 'inspections', unit: street.id })
  useReloadOnShow(query.reload)
  return (
    <Screen wide back title="抽查" sub={street.name}>
      {street.role === 'inspector' && <Draw street={street} now={now} onDone={query.reload} />}
      <Section large title="已抽的样本">
        <Answered query={query} lines={6}>
          {({ inspections }) =>
            inspections.length === 0 ? (
              <Empty words="还没有抽查" hint="督导组选好日期，按种子随机抽取走访记录。" />
            ) : (
              <View>
                {inspections.map(({ id, state, from, to, drawn, checked, estimate, drawnAt, drawnBy }) => (
                  <Line
                    key={id}
                    id={`inspection-${id}`}
                    title={`${shortDate(from)}–${shortDate(to)} 抽 ${drawn} 条`}
                    detail={[
                      `${drawnBy} ${moment(drawnAt, now)}`,
                      `已核查 ${checked} 条`,
                      estimate === null ? '还没有估计' : `估计属实 ${tenthsWord(estimate.tenths)}`,
                    ].join(' · ')}
                    end={state === 'checked' ? '✓ 已查完' : '◐ 核查中'}
                    onPress={() => void Taro.navigateTo({ url: `/street/inspection/index?id=${id}` })}
                  />
                ))}
              </View>
            )
          }
        </Answered>
      </Section>
    </Screen>
  )
}

interface DrawProps {
  readonly street: OwnStreet
  readonly now: number
  readonly onDone: () => void
}

/** Days, how many, and a seed that anybody can draw the same sample from (S33). */
function Draw({ street, now, onDone }: DrawProps) {
  const today = dayOf(now)
  const [from, setFrom] = useState(addDays(today, -6))
  const [to, setTo] = useState(today)
  const [size, setSize] = useState(20)
  const [seed, setSeed] = useState('')
  const acting = useDeskAct(street.id, onDone)
  return (
    <Section large title="抽一份样本">
      <DayPicker id="from" label="从" value={from} onChange={setFrom} />
      <DayPicker id="to" label="到" value={to} onChange={setTo} />
      <Stepper id="size" label="抽多少条" unit="条" value={size} least={1} most={300} onChange={setSize} />
      <TextField id="seed" label="种子（不填就用今天的日期）" value={seed} most={60} onChange={setSeed} />
      <Alert words={acting.problem} />
      <Press
        id="draw"
        className="button"
        disabled={acting.busy}
        onPress={() =>
          acting.act({
            type: 'inspection.draw',
            body: { seed: seed.trim() === '' ? null : seed.trim(), from, to, size },
          })
        }
      >
        {acting.busy ? '正在抽取…' : '随机抽取'}
      </Press>
    </Section>
  )
}
