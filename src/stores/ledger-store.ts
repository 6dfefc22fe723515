import { create } from 'zustand'
import { type LedgerAnswer, type LedgerRequest, ledgerAnswer } from '#contract/ledger'
import { MOST_LEDGER_BYTES } from '#contract/limits'
import { type Problem, problem } from '#contract/problem'
import type { UnitId } from '#domain/ids'
import { services } from './services'
import { read } from './session-store'

export interface LedgerFile {
  readonly name: string
  /** Bytes. */
  readonly size: number
  readonly base64: string
}

/** `checked`: the dry run's report is there and nothing was changed yet. */
type Phase = 'choosing' | 'checking' | 'checked' | 'importing' | 'imported'

interface LedgerState {
  readonly ledger: LedgerRequest['ledger']
  readonly file: LedgerFile | null
  readonly phase: Phase
  readonly answer: LedgerAnswer | null
  readonly problem: Problem | null
  choose(ledger: LedgerRequest['ledger']): void
  check(unit: UnitId, file: LedgerFile): Promise<void>
  importAll(unit: UnitId): Promise<void>
  again(): void
}

const start = { file: null, phase: 'choosing', answer: null, problem: null } as const

/** A ledger on its way in: always a dry run first, and then all of it or nothing (F20). */
export const useLedger = create<LedgerState>()((set, get) => {
  async function call(unit: UnitId, action: LedgerRequest['action'], done: Phase, failed: Phase): Promise<void> {
    const { file, ledger } = get()
    if (file === null) return
    const request: LedgerRequest = { action, unit, ledger, fileName: file.name.slice(-200), file: file.base64 }
    const result = read(ledgerAnswer, await services().transport.call('ledger', request))
    // What was asked for is no longer what is chosen.
    if (get().file !== file) return
    if (result.kind === 'problem') set({ phase: failed, problem: result.problem })
    else set({ phase: done, answer: result.value, problem: null })
  }
  return {
    ledger: 'houses',
    ...start,
    choose(ledger) {
      set({ ...start, ledger })
    },
    async check(unit, file) {
      if (file.size > MOST_LEDGER_BYTES) {
        set({ ...start, problem: problem(4130, '一次最多 10 MB，请按小区拆成几个文件。') })
        return
      }
      set({ ...start, file, phase: 'checking' })
      await call(unit, 'dry-run', 'checked', 'choosing')
    },
    async importAll(unit) {
      set({ phase: 'importing', problem: null })
      await call(unit, 'import', 'imported', 'checked')
    },
    again() {
      set(start)
    },
  }
})
