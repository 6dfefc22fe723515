import * as v from 'valibot'
import { contentHash } from '#cloud/operations/canonical'
import { rulesOf, standingColumns } from '#cloud/operations/case-move'
import type { LogRow } from '#cloud/operations/log'
import { SERVER } from '#cloud/operations/server-id'
import type { CaseRow, WorkingSet } from '#cloud/operations/working-set'
import { operationId } from '#contract/scalars'
import { type Due, dueOf } from '#domain/dissuasion'
import { act } from '#domain/dissuasion-act'
import type { Milliseconds } from '#domain/time'
import { type Random, seededUuid } from './random'

type Entry = Omit<LogRow, 'seq' | 'hash'>

/** Tells in the demonstration's past what was overdue then, as the server's timer would have, a few seconds after its time. */
export class DemoTimer {
  constructor(
    private readonly set: WorkingSet,
    private readonly rng: Random,
  ) {}

  /** Everything whose time was up by then, oldest first; `places`: how many the log has already. */
  runUntil(until: Milliseconds, places: number): readonly Entry[] {
    const entries: Entry[] = []
    for (let next = this.#next(until); next !== undefined; next = this.#next(until))
      entries.push(this.#escalate(next.row, next.due, places + entries.length + 1))
    return entries
  }

  #next(until: Milliseconds): { readonly row: CaseRow; readonly due: Due } | undefined {
    let found: { readonly row: CaseRow; readonly due: Due } | undefined
    for (const row of this.set.cases.values()) {
      const due = dueOf(row.standing)
      if (due === null || due.escalated || due.at >= until) continue
      if (found === undefined || due.at < found.due.at) found = { row, due }
    }
    return found
  }

  #escalate(row: CaseRow, { step, at: dueAt }: Due, seq: number): Entry {
    const at = dueAt + this.rng.between(1, 900)
    const id = v.parse(operationId, seededUuid(at, this.rng))
    const actor = { id, staff: SERVER, part: 'timer', at } as const
    const verdict = act(row.standing, { kind: 'escalate', step }, actor, rulesOf(row, this.set.settings))
    if (verdict.kind === 'refused') throw new Error(`The timer was refused: ${verdict.why}`)
    this.set.cases.put({ ...row, ...standingColumns(verdict.standing), seq })
    const content = { id, body: { caseId: row.case_id, step, round: row.round, dueAt } }
    return {
      unit_id: this.set.unitId,
      operation_id: id,
      type: 'dissuasion.escalate',
      staff_id: SERVER,
      device_id: 'server',
      subject: row.case_id,
      at,
      received_at: at,
      content,
      content_hash: contentHash(content),
    }
  }
}
