import { View } from '@tarojs/components'
import { Answered, Empty, SignedOut } from '#components/answered'
import { CaseThread } from '#components/case-thread'
import { Countdown } from '#components/countdown'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import { Mark } from '#components/ways-and-marks'
import type { CaseRow } from '#contract/pull'
import { operationId } from '#contract/scalars'
import { useQuery } from '#stores/query-store'
import { laterWords, nextWord } from '#words/case-next'
import { levelWords } from '#words/case-row'
import { caseKindWord, stateWord } from '#words/dissuasion'
import { fraudWord } from '#words/fraud'
import { useParam } from '../../components/use-params'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { type OwnUnit, useUnit } from '../use-unit'
import './index.css'

export default function CasePage() {
  const unit = useUnit()
  return unit === null ? <SignedOut title="见面劝阻" hint="登录后可查看本社区的劝阻任务。" /> : <Case unit={unit} />
}

/** One case as the community may know it: where it stands and what was done. The resident stays masked. */
function Case({ unit }: { readonly unit: OwnUnit }) {
  const id = useParam('id', operationId)
  const query = useQuery<'case'>(id === null ? null : { action: 'case', unit: unit.id, id })
  useReloadOnShow(query.reload)
  const row = query.answer?.row ?? null
  return (
    <Screen
      marked
      wide
      back
      title={row === null ? '见面劝阻' : caseKindWord[row.kind]}
      sub={row === null ? unit.name : `任务 ${row.number}`}
    >
      {id === null ? (
        <Empty words="没有这件任务" hint="从“任务”列表打开。" />
      ) : (
        <Answered query={query} lines={8}>
          {(answer) => (
            <View className="cse-columns">
              <Facts row={answer.row} />
              <Section title="经过">
                <CaseThread entries={answer.thread} next={nextWord(answer.row)} later={laterWords(answer.row)} />
              </Section>
            </View>
          )}
        </Answered>
      )}
    </Screen>
  )
}

function Facts({ row }: { readonly row: CaseRow }) {
  const team = [...row.workers, ...row.companions].map(({ name }) => name).join('、')
  const facts = [row.fraudType === null ? null : fraudWord(row.fraudType), levelWords(row.level)]
  return (
    <View>
      <Countdown due={row.due} level={row.level} size="large" />
      <View className="cse-who">
        {[row.maskedName, row.place ?? '地址待核对'].filter((word) => word !== null).join(' · ')}
      </View>
      <View className="cse-facts">
        <Mark tone={row.state === 'confirmed' || row.state === 'closed' ? 'done' : 'again'}>
          {stateWord[row.state]}
        </Mark>
        {facts.filter((word) => word !== null).join(' · ')}
      </View>
      {row.leader !== null && (
        <View className="cse-facts">
          民警 {row.leader.name}带队{team === '' ? '' : ` · 同去 ${team}`}
        </View>
      )}
      {row.attempts > 0 && <View className="cse-facts">已上门 {row.attempts} 次</View>}
    </View>
  )
}
