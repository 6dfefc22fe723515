import type { FeedbackKind, FeedbackState } from '#domain/feedback'

export const feedbackKindWord: Readonly<Record<FeedbackKind, string>> = {
  complaint: '投诉',
  suggestion: '建议',
  fault: '故障',
}

export const feedbackStateWord: Readonly<Record<FeedbackState, string>> = {
  open: '○ 待答复',
  answered: '✓ 已答复',
}
