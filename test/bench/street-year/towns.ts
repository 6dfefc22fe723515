import { type Random, random } from '../../../src/cloud/demo/random'
import type { DemoBuilding, DemoPerson, DemoUnit } from '../../../src/cloud/demo/street'
import { makeTown, type Town } from '../../../src/cloud/demo/town'
import { addDays, type LocalDate } from '../../../src/domain/time'

const heads = ['青枫', '白鹭', '荷塘', '悦溪', '金陵', '临湖', '星港', '东亭', '沙湖', '听涛', '望亭', '古娄'] as const
const tails = ['苑', '桥', '湾'] as const
const families = ['周', '孙', '陆', '沈', '吴', '徐', '蒋', '朱', '高', '潘', '姚', '范'] as const
const given = ['敏', '志远', '小红', '建国', '海燕'] as const

export const STREET = 'jd'
const stations = ['pcs1', 'pcs2'] as const
/** A town counts its people's service from so many days before the day that it is made for. */
const MADE_AFTER = 35

const rows = (count: number, floors: number, stairwells: readonly number[], grid: (nth: number) => number) =>
  Array.from(
    { length: count },
    (_, nth): DemoBuilding => ({ name: `${nth + 1}幢`, grid: grid(nth), floors, stairwells }),
  )

/** The nth community: a compound, a row of shops, a dormitory, four grid workers and a secretary. */
export function community(id: string, nth: number, buildings: number): DemoUnit {
  const name = `${heads[nth % heads.length]}${tails[Math.floor(nth / heads.length) % tails.length]}`
  const family = (index: number) => families[(nth + index) % families.length]
  const worker = (grid: number): DemoPerson => ({
    name: `${family(grid)}${given[grid]}`,
    role: 'grid',
    scope: { kind: 'grid', grid },
  })
  return {
    id,
    name: `${name}社区`,
    kind: 'community',
    station: stations[nth % stations.length] ?? null,
    grids: ['第1网格', '第2网格', '第3网格', '第4网格'],
    compounds: [
      { name: `${name}花园`, kind: 'residential', buildings: rows(buildings, 11, [2, 2], (index) => index % 4) },
      { name: `${name}商业街`, kind: 'commercial', buildings: rows(2, 2, [20], () => 2) },
      { name: `${name}集宿区`, kind: 'dormitory', buildings: rows(1, 6, [16], () => 3) },
    ],
    people: [
      ...[0, 1, 2, 3].map(worker),
      { name: `${family(4)}${given[4]}`, role: 'secretary', scope: { kind: 'unit' } },
    ],
  }
}

const outsider = (name: string, role: DemoPerson['role']): DemoPerson => ({ name, role, scope: { kind: 'none' } })
const desk = (id: string, name: string, kind: DemoUnit['kind'], people: readonly DemoPerson[]): DemoUnit => ({
  id,
  name,
  kind,
  station: null,
  grids: [],
  compounds: [],
  people,
})

const desks: readonly DemoUnit[] = [
  desk('pcs1', '第一派出所', 'station', [outsider('李卫国', 'police'), outsider('张晓东', 'police')]),
  desk('pcs2', '第二派出所', 'station', [outsider('赵宏', 'police'), outsider('钱立', 'police')]),
  desk(STREET, '清枫街道', 'street', [outsider('王立群', 'street'), outsider('方国强', 'leader')]),
]

export interface Towns {
  readonly street: Town
  readonly communities: readonly Town[]
  readonly all: readonly Town[]
  stationOf(town: Town): Town | null
}

export function makeTowns(communities: number, buildings: number, first: LocalDate, shape = community): Towns {
  const rng = random(communities)
  const made = Array.from({ length: communities }, (_, nth) =>
    openedOn(shape(`c${String(nth + 1).padStart(2, '0')}`, nth, buildings), first, rng),
  )
  const others = desks.map((unit) => openedOn(unit, first, rng))
  const street = others.find(({ unit }) => unit.kind === 'street')
  if (street === undefined) throw new Error('no street')
  const all = [...made, ...others]
  return {
    street,
    communities: made,
    all,
    stationOf: ({ unit }) => others.find((other) => other.unit.id === unit.station) ?? null,
  }
}

/** A town whose apps are installed on the morning of that day. */
export function openedOn(unit: DemoUnit, first: LocalDate, rng: Random): Town {
  return makeTown(unit, addDays(first, MADE_AFTER), rng)
}

export function personOf({ unit, staff }: Town, role: DemoPerson['role']) {
  const found = staff.find((person) => person.role === role)
  if (found === undefined) throw new Error(`No ${role} in ${unit.id}`)
  return found
}
