import { View } from '@tarojs/components'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Answered, Empty, SignedOut } from '#components/answered'
import { Line } from '#components/line'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { Sheet } from '#components/sheet'
import { TextField } from '#components/text-field'
import type { SignalsAnswer } from '#contract/finding'
import { addDays, dayOf, MINUTE } from '#domain/time'
import { useQuery } from '#stores/query-store'
import { askedStateWord, signalWord } from '#words/finding'
import { moment } from '#words/format'
import { useDeskAct } from '../../components/use-desk-act'
import { useNow } from '../../components/use-now'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { type OwnStreet, useStreet } from '../use-street'
import './index.css'

type Signal = SignalsAnswer['signals'][number]

export default function SignalsPage() {
  const street = useStreet()
  return street === null ? <SignedOut title="记录疑点" hint="督导组登录后可查看。" /> : <Signals street={street} />
}

/** Questions that the last seven days' records raise. The machine only asks; it takes nothing away (S37). */
function Signals({ street }: { readonly street: OwnStreet }) {
  const now = useNow()
  const today = dayOf(now)
  const query = useQuery<'signals'>({ action: 'signals', unit: street.id, from: addDays(today, -6), to: today })
  useReloadOnShow(query.reload)
  const [asking, setAsking] = useState<Signal | null>(null)
  return (
    <Screen wide back title="记录疑点" sub={`${street.name} · 近七天`}>
      <Answered query={query} lines={8}>
        {({ signals, visits, activities }) => (
          <View>
            <View className="sig-note">
              看了 {visits} 条走访、{activities} 场活动。疑点只是要问的问题，不是结论；记录照常计入，由人来认定。
            </View>
            {signals.length === 0 && <Empty words="近七天没有疑点" hint="有疑点时会列在这里，由督导组请单位说明。" />}
            {signals.map((signal) => (
              <Line
                key={`${signal.kind}-${signal.records.join()}`}
                id={`signal-${signal.records[0]}`}
                title={`${signal.unit.name} · ${signalWord[signal.kind]}`}
                detail={`${signal.worker} · ${moment(signal.at, now)} · ${seenWords(signal)}`}
                end={signal.asked === null ? '？待看' : askedStateWord[signal.asked.state]}
                {...(street.role === 'inspector' && signal.asked === null ? { onPress: () => setAsking(signal) } : {})}
              />
            ))}
          </View>
        )}
      </Answered>
      {asking !== null && (
        <AskSheet
          signal={asking}
          now={now}
          onClose={() => setAsking(null)}
          onDone={() => {
            setAsking(null)
            query.reload()
          }}
        />
      )}
    </Screen>
  )
}

function seenWords({ seen, sample, metres, time }: Signal): string {
  const more = [
    metres === null ? null : `相距 ${metres} 米`,
    time === null ? null : time < MINUTE ? `${Math.round(time / 1000)} 秒` : `${Math.round(time / MINUTE)} 分钟`,
  ].filter((word) => word !== null)
  return [`${sample} 条里 ${seen} 条`, ...more].join(' · ')
}

const DAYS_TO_ANSWER = 3

interface AskSheetProps {
  readonly signal: Signal
  readonly now: number
  readonly onClose: () => void
  readonly onDone: () => void
}

function AskSheet({ signal, now, onClose, onDone }: AskSheetProps) {
  const [what, setWhat] = useState(`${signalWord[signal.kind]}，请说明当时的情况`)
  const acting = useDeskAct(signal.unit.id, onDone)
  const { kind, records, staff, seen, sample } = signal
  return (
    <Sheet title="请单位说明" sub="记录照常计入，答复后由督导组认定" onClose={onClose}>
      <TextField id="ask-what" label="问什么" value={what} most={200} onChange={setWhat} />
      <Alert words={acting.problem} />
      <Press
        id="send-ask"
        className="button"
        disabled={acting.busy || what.trim() === ''}
        onPress={() =>
          acting.act({
            type: 'finding.open',
            body: {
              what: what.trim(),
              by: addDays(dayOf(now), DAYS_TO_ANSWER),
              inspectionId: null,
              signal: { kind, records, staff, seen, sample },
            },
          })
        }
      >
        请说明，三天内答复
      </Press>
    </Sheet>
  )
}
