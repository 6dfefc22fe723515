import { View } from '@tarojs/components'
import { Press } from '#components/press'
import { type Question, questions } from '#domain/dissuasion'
import type { AttemptDraft } from '#stores/drafts'
import { questionWord } from '#words/dissuasion'

interface AnswerRowsProps {
  readonly answers: AttemptDraft['answers']
  readonly onChange: (answers: AttemptDraft['answers']) => void
}

const choices = [
  { key: 'yes', value: true, word: '是' },
  { key: 'no', value: false, word: '否' },
  { key: 'unasked', value: undefined, word: '没问' },
] as const

/** What was asked at the door. Not asked is an answer too, and the one that stands until somebody taps. */
export function AnswerRows({ answers, onChange }: AnswerRowsProps) {
  const put = (question: Question, value: boolean | undefined): void => onChange({ ...answers, [question]: value })
  return (
    <View className="field">
      <View className="field-label">问到了什么</View>
      {questions.map((question) => (
        <View key={question} className="answer" role="radiogroup" aria-label={questionWord[question]}>
          <View className="answer-words">{questionWord[question]}</View>
          <View className="answer-ways">
            {choices.map(({ key, value, word }) => (
              <Press
                key={key}
                id={`${question}-${key}`}
                role="radio"
                chosen={answers[question] === value}
                className={`answer-way${answers[question] === value ? ' answer-on' : ''}`}
                onPress={() => put(question, value)}
              >
                {word}
              </Press>
            ))}
          </View>
        </View>
      ))}
    </View>
  )
}
