/** 投诉建议: anybody who works in the street writes, the street answers (国办函〔2026〕12号 asks for such an entry). */
export const feedbackKinds = ['complaint', 'suggestion', 'fault'] as const
export type FeedbackKind = (typeof feedbackKinds)[number]

/** Answered is over: whoever is not content writes again. */
export const feedbackStates = ['open', 'answered'] as const
export type FeedbackState = (typeof feedbackStates)[number]
