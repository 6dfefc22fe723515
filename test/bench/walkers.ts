import { random, type seededUuid } from '../../src/cloud/demo/random'
import { envelope } from '../../src/cloud/demo/records'
import { replay } from '../../src/cloud/demo/replay'
import type { Town, TownPerson } from '../../src/cloud/demo/town'
import { writeUnit } from '../../src/cloud/demo/write-unit'
import type { Operation } from '../../src/contract/operation'
import { inScope } from '../../src/domain/authorisation'
import type { DoorId } from '../../src/domain/ids'
import { addDays, HOUR, type LocalDate, MINUTE, startOfDay } from '../../src/domain/time'
import { tokenOf } from '../support/calls'
import type { TestContext } from '../support/field-fixture'
import { unitRows } from './street-year/fill'
import { community, makeTowns, type Towns } from './street-year/towns'

/** A grid worker with a phone and a session, and the doors of his grid. */
export interface Walker {
  readonly person: TownPerson
  readonly opened: Town['opened']
  readonly doors: readonly DoorId[]
  readonly token: string
}

/** A very long day's doors: what a suite sends must not reach back further than a record may (`OLDEST_RECORD_DAYS`). */
export const VISITS_A_DAY = 80
const LONGEST_PAUSE = 8 * MINUTE
const LONGEST_DAY = 12 * HOUR

/**
 * Communities of some doors, their people, and what `done` tells of their grid workers; these are given back, community after community.
 * What was done arrived at once, in the order given. `shape`: what a community of so many buildings is.
 */
export async function plant(
  context: TestContext,
  communities: number,
  buildings: number,
  first: LocalDate,
  done: (walkers: readonly Walker[]) => readonly Operation[] = () => [],
  shape = community,
): Promise<readonly Walker[]> {
  const towns = makeTowns(communities, buildings, first, shape)
  await context.db.insertInto('unit').values(unitRows(towns)).execute()
  const walkers: Walker[] = []
  for (const town of towns.all) {
    const own = walkersOf(town)
    await plantUnit(context, towns, town, done(own))
    for (const one of own) walkers.push({ ...one, token: await tokenOf(context, one.person) })
  }
  return walkers
}

async function plantUnit(
  context: TestContext,
  { street }: Towns,
  town: Town,
  done: readonly Operation[],
): Promise<void> {
  const ground = { station: null, street, now: context.clock.now(), vault: null }
  const records = done.map((operation) => ({ operation, receivedAt: operation.at + 1000 }))
  records.sort((a, b) => a.receivedAt - b.receivedAt)
  const rows = replay(town, records, ground, random(1))
  await context.db.transaction().execute((trx) => writeUnit(trx, town.unit.id, rows, []))
}

/** Without sessions as yet. */
function walkersOf(town: Town): readonly Walker[] {
  return town.staff
    .filter(({ role }) => role === 'grid')
    .map((person) => {
      const doors = town.buildings.filter((one) => inScope(person, one)).flatMap((one) => one.doors.map(({ id }) => id))
      return { person, opened: town.opened, doors, token: '' }
    })
}

/** What people write, some 90 characters of it: with the rest a record of about 600 bytes. */
const notes = [
  '家中老人独自在家，已当面讲解冒充公检法和虚假投资理财的常见话术，提醒不点陌生链接、不透露验证码、不向陌生账户转账，并约好周末等子女回来再上门一次一起看反诈视频',
  '住户说上周接到自称客服的退款电话，已劝其挂断并报警核实，现场协助安装反诈中心应用并打开来电预警，留下社区电话和宣传折页，建议转告同楼道邻居不要轻信刷单返利广告',
]

/** The worker's visits from his nth on, door after door, so many a day: what his phone sends. */
export function visitsOf(
  walker: Walker,
  first: LocalDate,
  from: number,
  count: number,
  seed: number,
  perDay = VISITS_A_DAY,
): readonly Operation[] {
  const rng = random(seed)
  return Array.from({ length: count }, (_, index) => visitOf(walker, first, from + index, perDay, rng))
}

function visitOf(
  { person, opened, doors }: Walker,
  first: LocalDate,
  nth: number,
  perDay: number,
  rng: Parameters<typeof seededUuid>[1],
): Operation {
  const pause = Math.min(LONGEST_PAUSE, Math.floor(LONGEST_DAY / perDay))
  const at = startOfDay(addDays(first, Math.floor(nth / perDay))) + 9 * HOUR + (nth % perDay) * pause
  const doorId = doors[nth % doors.length]
  const note = notes[nth % notes.length]
  if (doorId === undefined || note === undefined) throw new Error(`${person.id} has no door`)
  return {
    ...envelope(person, at, opened, rng),
    type: 'visit.log',
    body: {
      doorId,
      startedAt: at - Math.min(3 * MINUTE, pause),
      outcome: 'met',
      adults: 2,
      topics: ['fake-investment'],
      leaflets: 1,
      note,
    },
  }
}
