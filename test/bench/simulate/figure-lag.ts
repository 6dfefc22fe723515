import * as v from 'valibot'
import { dayAnswer } from '../../../src/contract/query'
import { dayOf, type Milliseconds } from '../../../src/domain/time'
import type { Calls } from './calls'
import type { SimulatedUnit } from './ground'
import type { Save } from './plan'

interface Awaited {
  readonly at: Milliseconds
  readonly online: boolean
  /** By the clock on the wall; null: it was not sent yet. */
  sent: Milliseconds | null
}

interface Seen {
  readonly online: boolean
  /** From the save on the phone to the figure, by the simulated clock. */
  readonly sinceSave: Milliseconds
  /** From the first call that carried it to the figure, by the clock on the wall. */
  readonly sinceSent: Milliseconds
}

const WATCHED = 10
const EVERY: Milliseconds = 250

/**
 * A few secretaries whose page asks for the day again and again while a visit of their unit is on its way: when it is among those behind the
 * minutes, it has arrived where it is looked for.
 */
export class FigureLag {
  readonly seen: Seen[] = []
  private readonly awaited = new Map<string, Map<string, Awaited>>()
  private stopped = false

  constructor(
    private readonly units: readonly SimulatedUnit[],
    private readonly now: () => Milliseconds,
  ) {
    const count = Math.min(WATCHED, units.length)
    for (let nth = 0; nth < count; nth += 1) {
      const unit = units[Math.floor((nth * units.length) / count)]
      if (unit !== undefined) this.awaited.set(unit.secretary.person.unitId, new Map())
    }
  }

  saved({ operation, at }: Save, online: boolean, unit: string): void {
    if (operation.type === 'visit.log') this.awaited.get(unit)?.set(operation.id, { at, online, sent: null })
  }

  sends(batch: readonly Save[], unit: string): void {
    const awaited = this.awaited.get(unit)
    if (awaited === undefined) return
    for (const { operation } of batch) {
      const one = awaited.get(operation.id)
      if (one !== undefined) one.sent ??= Date.now()
    }
  }

  /** Ends when `stop` was said. */
  async watch(calls: Calls): Promise<void> {
    const watched = this.units.filter(({ secretary }) => this.awaited.has(secretary.person.unitId))
    await Promise.all(watched.map((unit) => this.watchOne(unit, calls)))
  }

  stop(): void {
    this.stopped = true
  }

  private async watchOne({ secretary }: SimulatedUnit, calls: Calls): Promise<void> {
    const unit = secretary.person.unitId
    const awaited = this.awaited.get(unit) ?? new Map<string, Awaited>()
    while (!this.stopped) {
      if ([...awaited.values()].some(({ sent }) => sent !== null)) {
        const asked = { action: 'day', unit, day: dayOf(this.now()) }
        const text = await calls.call('watched day', '/fn/query', secretary, asked).catch(() => null)
        if (text !== null) this.find(awaited, v.parse(dayAnswer, JSON.parse(text)))
      }
      await new Promise((resolve) => setTimeout(resolve, EVERY))
    }
  }

  private find(awaited: Map<string, Awaited>, { lines, excluded }: v.InferOutput<typeof dayAnswer>): void {
    for (const { id } of [...lines.flatMap(({ stops }) => stops), ...excluded]) {
      const one = awaited.get(id)
      if (one === undefined || one.sent === null) continue
      awaited.delete(id)
      this.seen.push({ online: one.online, sinceSave: this.now() - one.at, sinceSent: Date.now() - one.sent })
    }
  }
}
