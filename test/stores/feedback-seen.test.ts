import * as v from 'valibot'
import { feedbackList } from '#contract/feedback'
import { deviceId } from '#contract/scalars'
import { markAnswersSeen, unseenAnswers } from '#stores/feedback-seen'
import { provide } from '#stores/services'
import { idAt } from '../support/operation-ids'
import { plainServices } from '../support/plain-services'

const NOW = Date.parse('2021-04-15T10:00:00+08:00')
const list = (...answeredAt: readonly (number | null)[]) =>
  v.parse(feedbackList, {
    feedback: answeredAt.map((at, nth) => ({
      id: idAt(nth + 1),
      unit: { id: 'qfy', name: '青枫苑社区', kind: 'community' },
      kind: 'fault',
      state: at === null ? 'open' : 'answered',
      words: '',
      by: { name: '周敏', role: 'grid' },
      at: NOW,
      answer: at === null ? null : { words: '', by: '王立群', at },
    })),
    more: false,
    asOf: NOW,
  })

beforeEach(() =>
  provide(
    plainServices({
      transport: { call: async () => ({ kind: 'not-sent' }) },
      now: () => NOW,
      device: v.parse(deviceId, idAt(1)),
      openEngine: () => {
        throw new Error('not here')
      },
    }),
  ),
)

test('an answer is told of until the list was looked at, and the next one again', () => {
  expect(unseenAnswers(list(null, NOW))).toBe(1)
  markAnswersSeen(list(null, NOW))
  expect(unseenAnswers(list(null, NOW))).toBe(0)
  expect(unseenAnswers(list(NOW + 1, NOW))).toBe(1)
})

test('what was seen stays seen when an older list is looked at', () => {
  markAnswersSeen(list(NOW + 1, NOW))
  markAnswersSeen(list(NOW))
  expect(unseenAnswers(list(NOW + 1, NOW))).toBe(0)
})
