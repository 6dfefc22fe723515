import { create } from 'zustand'
import { type ExportAnswer, type ExportWhat, exportAnswer } from '#contract/export'
import type { Problem } from '#contract/problem'
import type { OperationId, UnitId } from '#domain/ids'
import type { Milliseconds } from '#domain/time'
import { services } from './services'
import { noNetwork, read } from './session-store'

export type ReadyFile = Extract<ExportAnswer, { state: 'ready' }>

/** `of` is null until the cloud has counted. */
export type ExportPhase =
  | { readonly kind: 'choosing' }
  | { readonly kind: 'making'; readonly done: number; readonly of: number | null }
  | { readonly kind: 'ready'; readonly file: ReadyFile }
  | { readonly kind: 'failed'; readonly problem: Problem }

interface ExportState {
  readonly phase: ExportPhase
  /** Resolves once it is ready or failed. */
  make(unit: UnitId, what: ExportWhat): Promise<void>
  /** Where to fetch it now: a new address when the old one has run out; null: it can't be fetched any more, and the phase says why. */
  address(): Promise<string | null>
  /** Another choice, another file. What is being made is made all the same, and nobody asks for it. */
  again(): void
}

const ASK_EVERY: Milliseconds = 1000
/** In a row without an answer before it is called off: the file may be there all the same, and a new one is made of another id. */
const MOST_SILENCES = 10
/** An address that runs out while the download begins is no use. */
const MARGIN: Milliseconds = 20_000

const pause = () => new Promise<void>((resolve) => setTimeout(resolve, ASK_EVERY))

/**
 * A file on its way out. Making it may take longer than a call lives, so it is asked about beside the call that makes it: whichever tells
 * first that it is ready.
 */
export const useExport = create<ExportState>()((set, get) => {
  let current: { readonly unit: UnitId; readonly id: OperationId } | null = null

  const call = (body: object) => services().transport.call('export', body)

  function tell(answer: ExportAnswer): void {
    switch (answer.state) {
      case 'making':
        set({ phase: { kind: 'making', done: answer.done, of: answer.of } })
        break
      case 'ready':
        set({ phase: { kind: 'ready', file: answer } })
        break
      case 'failed':
        set({ phase: { kind: 'failed', problem: answer.problem } })
        break
      default:
        answer satisfies never
    }
  }
  const fail = (why: Problem) => set({ phase: { kind: 'failed', problem: why } })
  /** Nobody has asked for another one, and it is not known yet what became of this one. */
  const isMine = (job: object) => current === job && get().phase.kind === 'making'

  return {
    phase: { kind: 'choosing' },
    async make(unit, what) {
      const job = { unit, id: services().newId() }
      current = job
      set({ phase: { kind: 'making', done: 0, of: null } })
      let answered = false
      const made = call({ action: 'make', ...job, what }).then((result) => {
        answered = true
        if (!isMine(job)) return
        // Nobody knows whether it is being made: that is asked.
        if (result.kind === 'no-answer') return
        const answer = read(exportAnswer, result)
        if (answer.kind === 'problem') fail(answer.problem)
        else tell(answer.value)
      })
      let silences = 0
      while (isMine(job)) {
        await (answered ? pause() : Promise.race([made, pause()]))
        if (!isMine(job)) return
        const result = await call({ action: 'ask', ...job })
        if (!isMine(job)) return
        switch (result.kind) {
          case 'answer':
          case 'problem': {
            silences = 0
            const answer = read(exportAnswer, result)
            if (answer.kind === 'value') tell(answer.value)
            // While the call that makes it is under way it may not have begun yet.
            else if (answered) fail(answer.problem)
            break
          }
          case 'no-answer':
          case 'not-sent':
            silences += 1
            if (silences === MOST_SILENCES) fail(noNetwork)
            break
          default:
            result satisfies never
        }
      }
    },
    async address() {
      const { phase } = get()
      if (phase.kind !== 'ready' || current === null) return null
      if (services().now() < phase.file.expiresAt - MARGIN) return phase.file.url
      const answer = read(exportAnswer, await call({ action: 'ask', ...current }))
      if (answer.kind === 'problem') {
        fail(answer.problem)
        return null
      }
      tell(answer.value)
      return answer.value.state === 'ready' ? answer.value.url : null
    },
    again() {
      current = null
      set({ phase: { kind: 'choosing' } })
    },
  }
})
