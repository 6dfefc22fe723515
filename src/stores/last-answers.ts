/** Last answers of this run, so that going back to a page shows it at once while it is asked anew. */
const lastAnswers = new Map<string, unknown>()

export function rememberAnswer(question: string, answer: unknown): void {
  lastAnswers.set(question, answer)
}

export function rememberedAnswer(question: string): unknown {
  return lastAnswers.get(question)
}

export function forgetAnswers(): void {
  lastAnswers.clear()
}
