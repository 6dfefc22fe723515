import type { Operation } from '#contract/operation'
import type { BuildingRow, DoorRow } from '#contract/pull'
import type { StandingRow } from '#contract/standing'
import type { BuildingId, DoorId, OperationId, Seq, StaffId } from '#domain/ids'
import { totalLength, union } from '#domain/interval'
import { inHand, type LeafletKind, type StockBalance } from '#domain/leaflet'
import { wholeMinutes } from '#domain/minutes'
import type { LocalDate } from '#domain/time'
import { addDays, dayOf, MINUTE } from '#domain/time'
import type { Draft, OutboxRecord } from '#sync/engine-api'
import { createDisk } from './memory-store'
import { type AnyCloud, createPhone, type Phone, type World } from './phone'
import { device, door, house, worker } from './small-town'
import { DOORS, HOUSES, type Step } from './story-steps'

/** What the stories need to see of a cloud, the model's or the real one. */
export interface WatchedCloud {
  readonly call: AnyCloud
  seqOf(id: OperationId): Promise<Seq | undefined> | Seq | undefined
  isHeld(id: OperationId): Promise<boolean> | boolean
  logLength(): Promise<number> | number
  door(id: DoorId): Promise<DoorRow> | DoorRow
  building(id: BuildingId): Promise<BuildingRow> | BuildingRow
  stock(staff: StaffId, kind: LeafletKind): Promise<StockBalance> | StockBalance
  /** What is up in the unit. */
  standing(): Promise<readonly StandingRow[]> | readonly StandingRow[]
  union(day: LocalDate): Promise<readonly (readonly [number, number])[]> | readonly (readonly [number, number])[]
  setScope(staff: StaffId, buildings: readonly BuildingId[]): Promise<void> | void
}

export interface Story {
  readonly world: World
  readonly phones: readonly Phone[]
  take(step: Step): Promise<void>
  /** Never delivered on a guess, nothing lost: holds after every step. */
  check(): Promise<void>
  /** The network is good and everybody syncs: then all are equal. */
  settle(): Promise<void>
}

export function createStory(cloudOf: (world: World) => WatchedCloud, start: number): Story {
  const world: World = { now: start, late: [], cloud: (staff, body) => cloud.call(staff, body) }
  const cloud = cloudOf(world)
  // Two phones of one worker, one of another.
  const staffOf = (at: number) => worker(at === 2 ? 2 : 1)
  const phones = [0, 1, 2].map((at) =>
    createPhone({ world, staff: staffOf(at), device: device(at + 1), disk: createDisk(), maker: at + 1 }),
  )
  const accepted = phones.map(() => new Set<OperationId>())
  const everFull = phones.map(() => false)
  /** Ids whose calls may still arrive or arrived after their author was told something else. */
  let lateOnes = false

  const at = (number: number) => must(phones[number])
  const own = (number: number): readonly OutboxRecord[] => at(number).engine().records()
  /** A worker changes what he logged on either of his phones. */
  const visitsOf = (number: number) =>
    (number === 2 ? [2] : [0, 1]).flatMap(own).filter(({ operation }) => operation.type === 'visit.log')

  /** What the app does may be cut by a kill at any of its writes; then it is opened again. */
  async function on(number: number, work: () => void | Promise<void>): Promise<void> {
    const { handle } = at(number)
    const before = handle()
    try {
      await work()
    } catch (error) {
      if (!before.dead()) throw error
    }
    if (before.dead()) at(number).kill()
    // What lies on the disk exists, whether or not the app lived to say so.
    for (const { operation } of own(number)) must(accepted[number]).add(operation.id)
    if (before.dead()) at(number).kill()
  }

  function saveOn(number: number, draft: Draft): void {
    const result = at(number).engine().save(draft)
    if (result.kind === 'saved') must(accepted[number]).add(result.id)
    else if (result.kind === 'refused') throw new Error(JSON.stringify(result.problem))
    else if (at(number).disk.limit === Number.POSITIVE_INFINITY) throw new Error('full without a limit')
  }

  function draftOf(step: Step): Draft | null {
    switch (step.do) {
      case 'visit':
        return {
          type: 'visit.log',
          body: {
            doorId: door(step.house, step.door),
            startedAt: world.now + at(step.phone).clockSkew - 30_000,
            outcome: step.outcome,
            ...(step.leaflets ? { leaflets: step.leaflets } : {}),
          },
        }
      case 'amend':
      case 'undo': {
        const visits = visitsOf(step.phone)
        const visit = visits[step.which % Math.max(1, visits.length)]
        if (!visit) return null
        const { id } = visit.operation
        return step.do === 'undo'
          ? { type: 'visit.undo', body: { visitId: id }, after: id }
          : { type: 'visit.amend', body: { visitId: id, reason: '点错', outcome: step.outcome }, after: id }
      }
      case 'hand-out':
        return {
          type: 'leaflet.hand-out',
          body: {
            kind: 'flyer',
            quantity: step.quantity,
            place: '菜场',
            audience: 'residents',
            startedAt: world.now + at(step.phone).clockSkew - 60_000,
            ...(step.quantity > 15 ? {} : { reason: '自印' }),
          },
        }
      case 'activity':
        return { type: 'activity.log', body: { channel: step.channel, ...timesOf(step.phone, step.minutes) } }
      case 'activity-amend':
      case 'activity-undo': {
        const id = chosen(step.which, ownOf(step.phone, 'activity.log'))
        if (id === undefined) return null
        if (step.do === 'activity-undo') return { type: 'activity.undo', body: { activityId: id }, after: id }
        const body = {
          activityId: id,
          reason: '写错',
          channel: 'meeting' as const,
          ...timesOf(step.phone, step.minutes),
        }
        return { type: 'activity.amend', body, after: id }
      }
      case 'post': {
        const from = dayOf(start)
        return { type: 'standing.post', body: { kind: 'banner', place: '东门', from, to: addDays(from, step.days) } }
      }
      case 'check':
      case 'renew':
      case 'remove': {
        const items = at(step.phone).engine().standing()
        const paperId = chosen(
          step.which,
          items.map(({ row }) => row.id),
        )
        if (paperId === undefined) return null
        if (step.do === 'remove') return { type: 'standing.remove', body: { paperId }, after: paperId }
        return step.do === 'renew'
          ? { type: 'standing.renew', body: { paperId, to: addDays(dayOf(world.now), step.days) }, after: paperId }
          : { type: 'standing.check', body: { paperId, condition: step.condition }, after: paperId }
      }
      default:
        return null
    }
  }

  /** Long enough ago to be over by every clock of the story. */
  function timesOf(number: number, minutes: number) {
    const to = world.now + at(number).clockSkew - 90 * MINUTE
    return { from: to - minutes * MINUTE, to, place: '议事厅' }
  }

  function ownOf(number: number, type: Operation['type']): readonly OperationId[] {
    return (number === 2 ? [2] : [0, 1])
      .flatMap(own)
      .filter(({ operation }) => operation.type === type)
      .map(({ operation }) => operation.id)
  }

  function chosen(which: number, ids: readonly OperationId[]): OperationId | undefined {
    return ids[which % Math.max(1, ids.length)]
  }

  async function take(step: Step): Promise<void> {
    world.now += 1000
    switch (step.do) {
      case 'visit':
      case 'amend':
      case 'undo':
      case 'hand-out':
      case 'activity':
      case 'activity-amend':
      case 'activity-undo':
      case 'post':
      case 'check':
      case 'renew':
      case 'remove':
        return on(step.phone, () => {
          const draft = draftOf(step)
          if (draft) saveOn(step.phone, draft)
        })
      case 'sync':
      case 'hold':
        return on(step.phone, async () => {
          const { fates: given, engine } = at(step.phone)
          const app = at(step.phone).handle()
          given.push(...step.fates)
          lateOnes ||= step.fates.includes('late')
          const { during: meanwhile } = step
          let other: Promise<unknown> | undefined
          if (meanwhile) {
            at(step.phone).whileCalling = () => {
              const draft = draftOf({ ...meanwhile, phone: step.phone } as Step)
              if (draft && !app.dead()) saveOn(step.phone, draft)
              if (meanwhile.do === 'hold')
                other = engine()
                  .hold(house(meanwhile.house))
                  .catch((error: unknown) => app.dead() || Promise.reject(error))
            }
          }
          if (step.do === 'sync') await engine().sync()
          else await engine().hold(house(step.house))
          await other
          given.length = 0
          at(step.phone).whileCalling = null
        }).finally(() => {
          at(step.phone).fates.length = 0
          at(step.phone).whileCalling = null
        })
      case 'restart':
        return at(step.phone).kill()
      case 'kill-at':
        return at(step.phone).handle().killAfter(step.writes)
      case 'deliver-late': {
        const call = world.late[step.which % Math.max(1, world.late.length)]
        if (!call) return
        await call()
        if (!step.twice) world.late.splice(world.late.indexOf(call), 1)
        return
      }
      case 'scope':
        return void (await cloud.setScope(worker(step.worker), step.houses.map(house)))
      case 'full': {
        const { disk } = at(step.phone)
        disk.limit = step.room === null ? Number.POSITIVE_INFINITY : disk.bytes() + step.room
        everFull[step.phone] = true
        return
      }
      case 'resend':
        return on(step.phone, () => {
          for (const { operation, status } of own(step.phone))
            if (status.kind === 'rejected') at(step.phone).engine().resend(operation.id)
        })
      case 'mend':
        return on(step.phone, () => mendAll(step.phone))
      case 'clear-copy':
        return on(step.phone, () => at(step.phone).engine().clearCopy())
      case 'wait':
        world.now += step.minutes * MINUTE
        return
      case 'skew':
        at(step.phone).clockSkew = step.by
        return
      default:
        return step satisfies never
    }
  }

  function mendAll(number: number): void {
    for (const { operation, status } of own(number)) {
      if (status.kind !== 'rejected') continue
      const { body } = operation
      const result = at(number)
        .engine()
        .edit(operation.id, { ...body })
      // Under a new id the old one is gone for good.
      if (result.kind === 'saved' && result.id !== operation.id) must(accepted[number]).delete(operation.id)
    }
  }

  async function check(): Promise<void> {
    for (const [number] of phones.entries()) {
      const records = new Map(own(number).map((record) => [record.operation.id, record.status]))
      for (const id of must(accepted[number])) {
        const status = records.get(id)
        const seq = await cloud.seqOf(id)
        if (status === undefined) {
          if (seq === undefined) throw new Error(`lost ${id}`)
          continue
        }
        switch (status.kind) {
          case 'delivered':
            if (seq !== status.seq)
              throw new Error(`${id} shown as delivered at ${status.seq}, the cloud has it at ${seq}`)
            break
          case 'saved':
            // On a full storage there may be no room to write down that it left.
            if (seq !== undefined && !everFull[number] && !lateOnes)
              throw new Error(`${id} shown as only on the phone, the cloud has it`)
            break
          case 'held': {
            // Released when its parent came, it may have been refused then; the phone hears of it when it asks again.
            const released = (await cloud.seqOf(status.waitingFor)) !== undefined
            if (seq === undefined && !(await cloud.isHeld(id)) && !released && !everFull[number])
              throw new Error(`${id} shown as held`)
            break
          }
          case 'sending':
            throw new Error(`${id} shown as sending while nothing is`)
          case 'unconfirmed':
          case 'rejected':
            break
          default:
            status satisfies never
        }
      }
    }
  }

  async function settle(): Promise<void> {
    for (const late of world.late.splice(0)) await late()
    for (const each of phones) {
      each.disk.limit = Number.POSITIVE_INFINITY
      each.kill()
      each.fates.length = 0
    }
    for (let round = 0; round < 3; round++) {
      // Held records are asked after once a day.
      world.now += 2 * 86_400_000
      for (const [number] of phones.entries()) {
        const engine = at(number).engine()
        // A suspect of an earlier trouble goes in a later run.
        await engine.sync()
        for (let n = 1; n <= HOUSES; n++) await engine.hold(house(n))
        for (let more = 0; more < 4 && engine.status().pending > 0; more++) await engine.sync()
      }
    }
    await check()
    for (const [number] of phones.entries()) await compare(number)
  }

  async function compare(number: number): Promise<void> {
    const engine = at(number).engine()
    const { pending, problem } = engine.status()
    equal(pending, 0, `phone ${number} still holds records, ${JSON.stringify(problem)}`)
    for (const { operation, status } of engine.records()) {
      const inVain = status.kind === 'held' && (await cloud.seqOf(status.waitingFor)) !== undefined
      if (inVain) throw new Error(`${operation.id} is shown as held for what the cloud has`)
    }
    const granted = engine.scope()?.buildings ?? []
    equal(
      engine
        .buildings()
        .map(({ row }) => row.id)
        .sort(),
      [...granted].sort(),
      'buildings',
    )
    for (const id of granted) {
      equal(
        engine.buildings().find(({ row }) => row.id === id)?.row,
        await cloud.building(id),
        `phone ${number}, ${id}`,
      )
      const doors = engine.doors(id)
      equal(doors?.length, DOORS, `doors of ${id}`)
      for (const view of doors ?? [])
        equal(view.memory, (await cloud.door(view.id)).memory, `phone ${number}, ${view.id}`)
    }
    const up = engine
      .standing()
      .map(({ row }) => row)
      .filter(({ removedAt }) => removedAt === null)
    const byId = (a: StandingRow, b: StandingRow) => (a.id < b.id ? -1 : 1)
    if (granted.length > 0)
      equal(up.sort(byId), [...(await cloud.standing())].sort(byId), `what phone ${number} says is up`)
    const stock = await cloud.stock(staffOf(number), 'flyer')
    const seen = engine.stock().find(({ kind }) => kind === 'flyer')
    if (granted.length > 0) {
      equal(seen ? inHand(seen) : 0, inHand(stock), `stock of phone ${number}`)
      const today = dayOf(start)
      const whole = union((await cloud.union(today)).map(([from, to]) => ({ from, to })))
      // An undone visit or a refused one can't add minutes; bridging over another phone's stops may be known to the cloud alone.
      equal(
        engine.minutes(today).asOf === null ? wholeMinutes(totalLength(whole)) : engine.minutes(today).activityMinutes,
        wholeMinutes(totalLength(whole)),
        `minutes of phone ${number}`,
      )
    }
  }

  return { world, phones, take, check, settle }
}

function equal(found: unknown, expected: unknown, what: string): void {
  expect({ what, value: found }).toEqual({ what, value: expected })
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('no such thing in the story')
  return value
}
