import * as v from 'valibot'
import { MOST_OPERATIONS } from '../../../src/contract/limits'
import { PROTOCOL } from '../../../src/contract/protocol'
import { pullAnswer } from '../../../src/contract/pull'
import { type PushAnswer, pushAnswer } from '../../../src/contract/push'
import { MINUTE, type Milliseconds } from '../../../src/domain/time'
import type { Calls } from './calls'
import type { FigureLag } from './figure-lag'
import type { Player } from './ground'
import type { Save, Spell } from './plan'
import type { Timeline } from './timeline'

/** What all phones have around them. */
export interface World {
  now(): Milliseconds
  readonly timeline: Timeline
  readonly calls: Pick<Calls, 'call'>
  readonly lag: FigureLag
  readonly tally: PhoneTally
}

export interface PhoneTally {
  saved: number
  applied: number
  /** Sent again because the answer was lost. */
  duplicate: number
  held: number
  /** By what the cloud said. */
  readonly rejected: Map<string, number>
  lostAnswers: number
  waiting: number
  /** Operations in a push: what a batch holds. */
  readonly batches: number[]
}

type Purpose = 'all' | 'send'

// As src/sync/schedule.ts has them.
const AFTER_SAVE: Milliseconds = 300
const FIRST_RETRY: Milliseconds = 2000
const LONGEST_RETRY: Milliseconds = 5 * MINUTE
const NEWS_AFTER: Milliseconds = 5 * MINUTE

/** A phone as `src/sync` makes it call: a push after each record while there is a network, a pull when the last one is five minutes old. */
export class Phone {
  /** Of this unit's log, acknowledged. */
  acknowledged = 0
  private outbox: Save[] = []
  private readonly lost = new Set<string>()
  private running = false
  private next: Purpose | null = null
  private failures = 0
  private pulledAt: Milliseconds = Number.NEGATIVE_INFINITY
  private cursor: string | null = null
  private scope: string | null = null

  constructor(
    private readonly player: Player,
    private readonly offline: readonly Spell[],
    private readonly world: World,
  ) {}

  get waiting(): number {
    return this.outbox.length
  }

  save(save: Save): void {
    const { tally, lag } = this.world
    tally.saved += 1
    tally.waiting += 1
    const online = !this.isOffline()
    lag.saved(save, online, this.player.person.unitId)
    this.outbox.push(save)
    if (online) this.after(AFTER_SAVE, 'send')
  }

  /** He is out already and asked for news a while ago. */
  joins(pulledAt: Milliseconds): void {
    this.pulledAt = pulledAt
  }

  /** The app comes to the front, or the network is back. */
  wake(): void {
    void this.run('all')
  }

  /** He is in front of a building whose doors his phone does not hold yet. */
  async readBuilding(building: string): Promise<void> {
    if (this.isOffline()) return
    const { unitId: unit } = this.player.person
    const asked = { action: 'building', protocol: PROTOCOL, unit, building, after: null }
    await this.world.calls.call('building', '/fn/sync', this.player, asked).catch(() => {})
  }

  private isOffline(): boolean {
    const now = this.world.now()
    return this.offline.some(({ from, to }) => from <= now && now < to)
  }

  private after(delay: Milliseconds, purpose: Purpose): void {
    this.world.timeline.add(this.world.now() + delay, () => void this.run(purpose))
  }

  private async run(purpose: Purpose): Promise<void> {
    if (this.running) {
      this.next = this.next === 'all' ? 'all' : purpose
      return
    }
    if (this.isOffline()) return
    this.running = true
    this.next = null
    try {
      while (this.outbox.length > 0) await this.push()
      if (purpose === 'all' || this.world.now() - this.pulledAt > NEWS_AFTER) await this.pull()
      this.failures = 0
    } catch {
      const delay = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** Math.min(this.failures++, 20))
      this.after(delay, purpose)
    } finally {
      this.running = false
    }
    const again = this.next as Purpose | null
    if (again !== null && this.failures === 0) void this.run(again)
  }

  private async push(): Promise<void> {
    const { calls, tally, lag } = this.world
    const batch = this.outbox.slice(0, MOST_OPERATIONS)
    const { unitId: unit, device } = this.player.person
    lag.sends(batch, unit)
    tally.batches.push(batch.length)
    const text = await calls.call('push', '/fn/sync', this.player, {
      action: 'push',
      protocol: PROTOCOL,
      unit,
      device,
      pending: this.outbox.length - batch.length,
      operations: batch.map(({ operation }) => operation),
    })
    const first = batch[0]
    if (first?.loses === true && !this.lost.has(first.operation.id)) {
      this.lost.add(first.operation.id)
      tally.lostAnswers += 1
      throw new Error('the answer was lost')
    }
    this.outbox = this.outbox.slice(batch.length)
    tally.waiting -= batch.length
    for (const outcome of v.parse(pushAnswer, JSON.parse(text)).outcomes) this.count(outcome)
  }

  private count(outcome: PushAnswer['outcomes'][number]): void {
    const { tally } = this.world
    if (outcome.kind === 'rejected') {
      const said = `${outcome.problem.code} ${outcome.problem.title}`
      tally.rejected.set(said, (tally.rejected.get(said) ?? 0) + 1)
      return
    }
    tally[outcome.kind] += 1
    if (outcome.kind !== 'held') this.acknowledged += 1
  }

  private async pull(): Promise<void> {
    const { unitId: unit, device } = this.player.person
    for (let more = true; more; ) {
      const { cursor, scope } = this
      const asked = { action: 'pull', protocol: PROTOCOL, unit, device, pending: this.outbox.length, cursor, scope }
      const answer = v.parse(
        pullAnswer,
        JSON.parse(await this.world.calls.call('pull', '/fn/sync', this.player, asked)),
      )
      this.cursor = answer.cursor
      this.scope = answer.scope?.hash ?? this.scope
      more = answer.more
    }
    this.pulledAt = this.world.now()
  }
}
