import { View } from '@tarojs/components'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Answered, Empty, SignedOut } from '#components/answered'
import { FindingCard, type ListedFinding } from '#components/finding-card'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { Sheet } from '#components/sheet'
import { TextField } from '#components/text-field'
import { useQuery } from '#stores/query-store'
import { useDeskAct } from '../../components/use-desk-act'
import { useNow } from '../../components/use-now'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { type OwnUnit, useUnit } from '../use-unit'

export default function FindingsPage() {
  const unit = useUnit()
  return unit === null ? <SignedOut title="督查整改" hint="登录后可查看本单位的督查发现。" /> : <Findings unit={unit} />
}

/** What inspectors found or ask here: what was done about it, or how it is explained (S34, S37). */
function Findings({ unit }: { readonly unit: OwnUnit }) {
  const now = useNow()
  const query = useQuery<'findings'>({ action: 'findings', unit: unit.id })
  useReloadOnShow(query.reload)
  const [answering, setAnswering] = useState<ListedFinding | null>(null)
  return (
    <Screen wide back title="督查整改" sub={unit.name}>
      <Answered query={query} lines={8}>
        {({ findings }) =>
          findings.length === 0 ? (
            <Empty words="没有督查发现" hint="督导组有发现或疑点时，会在这里请您整改或说明。" />
          ) : (
            <View>
              {findings.map((finding) => (
                <FindingCard key={finding.id} finding={finding} now={now}>
                  {(finding.state === 'open' || finding.state === 'answered') && (
                    <View className="fnd-acts">
                      <Press
                        id={`answer-${finding.id}`}
                        className={finding.state === 'open' ? 'button' : 'button second'}
                        onPress={() => setAnswering(finding)}
                      >
                        {answerWord(finding)}
                      </Press>
                    </View>
                  )}
                </FindingCard>
              ))}
            </View>
          )
        }
      </Answered>
      {answering !== null && (
        <AnswerSheet
          unit={unit}
          finding={answering}
          onClose={() => setAnswering(null)}
          onDone={() => {
            setAnswering(null)
            query.reload()
          }}
        />
      )}
    </Screen>
  )
}

function answerWord({ state, content }: ListedFinding): string {
  if (state === 'answered') return '补充答复'
  return content.signal === null ? '写整改情况' : '写说明'
}

interface AnswerSheetProps {
  readonly unit: OwnUnit
  readonly finding: ListedFinding
  readonly onClose: () => void
  readonly onDone: () => void
}

function AnswerSheet({ unit, finding, onClose, onDone }: AnswerSheetProps) {
  const [words, setWords] = useState('')
  const acting = useDeskAct(unit.id, onDone)
  return (
    <Sheet title={answerWord(finding)} sub={finding.content.what} onClose={onClose}>
      <TextField
        id="answer-words"
        label={finding.content.signal === null ? '做了什么' : '当时是什么情况'}
        value={words}
        most={400}
        onChange={setWords}
      />
      <Alert words={acting.problem} />
      <Press
        id="send-answer"
        className="button"
        disabled={acting.busy || words.trim() === ''}
        onPress={() => acting.act({ type: 'finding.answer', body: { paperId: finding.id, words: words.trim() } })}
      >
        答复督导组
      </Press>
    </Sheet>
  )
}
