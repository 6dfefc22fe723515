import { View } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import type { StreetSettings } from '#domain/street-settings'
import type { CrimeRow } from '#stores/crime-draft'
import { changeWord, yuanWord } from '#words/crime'
import { moment, shortDate } from '#words/format'
import { fraudWord } from '#words/fraud'
import { Empty } from './answered'
import { CrimeForm } from './crime-form'
import { CrimeHold } from './crime-hold'
import { Line } from './line'
import { Press } from './press'
import { Section } from './section'
import { Sheet } from './sheet'
import { useNow } from './use-now'

interface CrimeListProps {
  readonly crimes: readonly CrimeRow[]
  readonly settings: Pick<StreetSettings, 'fraudTypes'>
  /** Corrects, and places or lifts a hold: who may do the one may do the other. */
  readonly mayCorrect: boolean
  /** What else leads on from one. */
  readonly more?: (crime: CrimeRow) => ReactNode
  readonly onDone: () => void
}

/** Crimes, newest first; one opens with all that was ever put right of it. */
export function CrimeList({ crimes, settings, mayCorrect, more, onDone }: CrimeListProps) {
  const [open, setOpen] = useState<CrimeRow['id'] | null>(null)
  const [doing, setDoing] = useState<'correct' | 'hold' | null>(null)
  const shown = crimes.find(({ id }) => id === open)
  const close = (): void => {
    setOpen(null)
    setDoing(null)
  }
  const done = (): void => {
    close()
    onDone()
  }
  if (crimes.length === 0) return <Empty words="没有案件" hint="换一个单位再看，或录入新发案件。" />
  return (
    <>
      {crimes.map((crime) => (
        <Line
          key={crime.id}
          id={`crime-${crime.number}`}
          lead={shortDate(crime.on)}
          title={`${crime.unit.name} · ${fraudWord(crime.fraudType)}`}
          detail={[
            crime.number,
            crime.placeWord,
            crime.corrections.length === 0 ? null : `更正 ${crime.corrections.length} 次`,
          ]
            .filter((word) => word !== null)
            .join(' · ')}
          end={crime.counts ? yuanWord(crime.loss) : '不计入'}
          onPress={() => setOpen(crime.id)}
        />
      ))}
      {shown !== undefined && (
        <Sheet title={shown.number} sub={`${shown.unit.name} · ${fraudWord(shown.fraudType)}`} onClose={close}>
          {doing === 'correct' ? (
            <CrimeForm unit={shown.unit.id} settings={settings} before={shown} onDone={done} />
          ) : doing === 'hold' ? (
            <CrimeHold crime={shown} onDone={done} />
          ) : (
            <>
              <Facts crime={shown} />
              {more?.(shown)}
              {mayCorrect && (
                <Press id="correct" className="button second" onPress={() => setDoing('correct')}>
                  更正
                </Press>
              )}
              {/* Of what was erased there is nothing left to keep. */}
              {mayCorrect && (shown.held === true || shown.placeWord !== null) && (
                <Press id="hold" className="button second" onPress={() => setDoing('hold')}>
                  {shown.held === true ? '解除依法保留' : '依法保留'}
                </Press>
              )}
            </>
          )}
        </Sheet>
      )}
    </>
  )
}

function Facts({ crime }: { readonly crime: CrimeRow }) {
  const now = useNow()
  return (
    <View>
      <Line title="发案" end={`${shortDate(crime.on)} ${crime.time ?? '时间不明'}`} />
      <Line title="损失" end={crime.counts ? yuanWord(crime.loss) : `${yuanWord(crime.loss)}，不计入统计`} />
      <Line title="地址" end={crime.placeWord ?? '已按规定删除'} />
      {crime.held === true && <Line title="依法保留" end="保留中，到期不删除" />}
      <Line title="此前预警" end={crime.alert ?? (crime.person ? '按电话查找' : '未填')} />
      <Line title="录入" end={`${crime.enteredBy} ${moment(crime.enteredAt, now)}`} />
      {crime.corrections.length > 0 && (
        <Section title={`更正 ${crime.corrections.length} 次`}>
          {crime.corrections.map(({ at, by, reason, changes }) => (
            <Line
              key={at}
              title={changes.map(changeWord).join('，')}
              detail={`${by} ${moment(at, now)} · ${reason ?? '原因已按规定删除'}`}
            />
          ))}
        </Section>
      )}
    </View>
  )
}
