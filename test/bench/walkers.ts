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
import { makeTowns, type Towns } from './street-year/towns'

/** A grid worker with a phone and a session, and the doors of his grid. */
export interface Walker {
  readonly person: TownPerson
  readonly opened: Town['opened']
  readonly doors: readonly DoorId[]
  readonly token: string
}

/** As many doors as somebody reaches in a long day, in the evening hours and before. */
export const VISITS_A_DAY = 50
const PAUSE = 8 * MINUTE

/** Communities of some doors, their people and nothing that anybody did; their grid workers, community after community. */
export async function plant(
  context: TestContext,
  communities: number,
  buildings: number,
  first: LocalDate,
): Promise<readonly Walker[]> {
  const towns = makeTowns(communities, buildings, first)
  await context.db.insertInto('unit').values(unitRows(towns)).execute()
  for (const town of towns.all) await plantUnit(context, towns, town)
  return walkersOf(context, towns)
}

async function plantUnit(context: TestContext, { street }: Towns, town: Town): Promise<void> {
  const ground = { station: null, street, now: context.clock.now(), vault: null }
  const rows = replay(town, [], ground, random(1))
  await context.db.transaction().execute((trx) => writeUnit(trx, town.unit.id, rows, []))
}

async function walkersOf(context: TestContext, { communities }: Towns): Promise<readonly Walker[]> {
  const walkers: Walker[] = []
  for (const town of communities)
    for (const person of town.staff.filter(({ role }) => role === 'grid')) {
      const doors = town.buildings.filter((one) => inScope(person, one)).flatMap((one) => one.doors.map(({ id }) => id))
      walkers.push({ person, opened: town.opened, doors, token: await tokenOf(context, person) })
    }
  return walkers
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
): readonly Operation[] {
  const rng = random(seed)
  return Array.from({ length: count }, (_, index) => visitOf(walker, first, from + index, rng))
}

function visitOf(
  { person, opened, doors }: Walker,
  first: LocalDate,
  nth: number,
  rng: Parameters<typeof seededUuid>[1],
): Operation {
  const at = startOfDay(addDays(first, Math.floor(nth / VISITS_A_DAY))) + 9 * HOUR + (nth % VISITS_A_DAY) * PAUSE
  const doorId = doors[nth % doors.length]
  const note = notes[nth % notes.length]
  if (doorId === undefined || note === undefined) throw new Error(`${person.id} has no door`)
  return {
    ...envelope(person, at, opened, rng),
    type: 'visit.log',
    body: {
      doorId,
      startedAt: at - 3 * MINUTE,
      outcome: 'met',
      adults: 2,
      topics: ['fake-investment'],
      leaflets: 1,
      note,
    },
  }
}
