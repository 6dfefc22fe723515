import type { BuildingKind } from '#domain/building'
import type { Role } from '#domain/staff'
import type { UnitKind } from '#domain/unit'

/**
 * The demonstration's street. Its communities, compounds and people are invented. 青枫苑社区 has the compounds, buildings and
 * rooms of the ledger that the tests read, so that importing that ledger shows known doors; its 7幢 is the street's tower.
 */
export interface DemoUnit {
  readonly id: string
  readonly name: string
  readonly kind: UnitKind
  /** The 派出所 that serves it. */
  readonly station: string | null
  readonly grids: readonly string[]
  readonly compounds: readonly DemoCompound[]
  readonly people: readonly DemoPerson[]
}

export interface DemoCompound {
  readonly name: string
  readonly kind: BuildingKind
  readonly buildings: readonly DemoBuilding[]
}

export interface DemoBuilding {
  readonly name: string
  /** Index into the unit's grids; null: nobody owns the building, which coverage flags. */
  readonly grid: number | null
  readonly floors: number
  /** Doors on a floor, by stairwell; one nameless stairwell where the building has none. */
  readonly stairwells: readonly number[]
}

export interface DemoPerson {
  readonly name: string
  readonly role: Role
  readonly scope:
    | { readonly kind: 'unit' }
    | { readonly kind: 'none' }
    | { readonly kind: 'grid'; readonly grid: number }
    | { readonly kind: 'buildings'; readonly names: readonly string[] }
}

const row = (
  count: number,
  floors: number,
  stairwells: readonly number[],
  gridOf: (index: number) => number | null,
  first = 1,
): DemoBuilding[] =>
  Array.from({ length: count }, (_, index) => ({ name: `${first + index}幢`, grid: gridOf(index), floors, stairwells }))

const secretary = (name: string): DemoPerson => ({ name, role: 'secretary', scope: { kind: 'unit' } })
const gridWorkers = (names: readonly string[]): DemoPerson[] =>
  names.map((name, grid) => ({ name, role: 'grid', scope: { kind: 'grid', grid } }))
const volunteer = (name: string, names: readonly string[]): DemoPerson => ({
  name,
  role: 'volunteer',
  scope: { kind: 'buildings', names },
})
const outsider = (name: string, role: Role): DemoPerson => ({ name, role, scope: { kind: 'none' } })

const fourGrids = ['第1网格', '第2网格', '第3网格', '第4网格']

/** A community of the usual make: two compounds, a row of shops, perhaps a dormitory. */
function community(
  id: string,
  name: string,
  station: string,
  compounds: readonly DemoCompound[],
  people: readonly DemoPerson[],
): DemoUnit {
  return { id, name, kind: 'community', station, grids: fourGrids, compounds, people }
}

const residential = (name: string, buildings: readonly DemoBuilding[]): DemoCompound => ({
  name,
  kind: 'residential',
  buildings,
})
const shops = (name: string, buildings: readonly DemoBuilding[]): DemoCompound => ({
  name,
  kind: 'commercial',
  buildings,
})
const rooms = (name: string, buildings: readonly DemoBuilding[]): DemoCompound => ({
  name,
  kind: 'dormitory',
  buildings,
})

export const street: readonly DemoUnit[] = [
  community(
    'qfy',
    '青枫苑社区',
    'wtpcs',
    [
      residential('青枫苑', [
        ...row(6, 11, [2, 2], (index) => Math.floor(index / 2)),
        { name: '7幢', grid: 0, floors: 33, stairwells: [4] },
      ]),
      shops(
        '东亭商业街',
        row(2, 2, [20], () => 3),
      ),
      rooms(
        '星港集宿区',
        row(2, 6, [16], (index) => (index === 0 ? 3 : null)),
      ),
    ],
    [
      ...gridWorkers(['周敏', '孙志远', '陆小红', '沈建国']),
      volunteer('顾雨晴', ['青枫苑 1幢', '青枫苑 2幢', '青枫苑 7幢']),
      volunteer('钱桂兰', ['青枫苑 5幢', '青枫苑 6幢']),
      secretary('陈芳'),
    ],
  ),
  community(
    'blq',
    '白鹭桥社区',
    'wtpcs',
    [
      residential(
        '白鹭桥花园',
        row(12, 11, [2, 2], (index) => Math.floor(index / 4)),
      ),
      residential(
        '鹭鸣苑',
        row(6, 18, [4], () => 3),
      ),
      shops(
        '白鹭桥邻里中心',
        row(2, 3, [24], (index) => (index === 0 ? 3 : null)),
      ),
    ],
    [
      ...gridWorkers(['吴海燕', '徐明', '蒋丽娟', '朱国平']),
      volunteer('唐晓岚', ['白鹭桥花园 1幢', '白鹭桥花园 2幢']),
      secretary('许志强'),
    ],
  ),
  community(
    'htn',
    '荷塘南社区',
    'wtpcs',
    [
      residential(
        '荷塘新村',
        row(16, 6, [2, 2, 2], (index) => Math.floor(index / 6)),
      ),
      residential(
        '荷风雅苑',
        row(4, 26, [4], () => 3),
      ),
      shops(
        '荷塘路商铺',
        row(1, 2, [18], () => 2),
      ),
    ],
    [
      ...gridWorkers(['高玉梅', '潘文斌', '姚静', '范立新']),
      volunteer('邹佳怡', ['荷塘新村 1幢', '荷塘新村 2幢', '荷塘新村 3幢']),
      secretary('郁建华'),
    ],
  ),
  community(
    'yxy',
    '悦溪苑社区',
    'bdpcs',
    [
      residential(
        '悦溪苑',
        row(14, 11, [2, 2], (index) => Math.floor(index / 4)),
      ),
      rooms(
        '悦溪人才公寓',
        row(4, 8, [14], (index) => (index < 3 ? 3 : null)),
      ),
    ],
    [
      ...gridWorkers(['戴春花', '韩磊', '曹雪梅', '严俊']),
      volunteer('计欣然', ['悦溪苑 3幢', '悦溪苑 4幢']),
      secretary('薛梅'),
    ],
  ),
  community(
    'jlw',
    '金陵湾社区',
    'bdpcs',
    [
      residential(
        '金陵湾一期',
        row(10, 17, [2, 2], (index) => Math.floor(index / 3)),
      ),
      residential(
        '金陵湾二期',
        row(3, 24, [4], () => 3),
      ),
      shops(
        '金陵湾商业广场',
        row(1, 3, [26], () => 3),
      ),
    ],
    [
      ...gridWorkers(['殷秀英', '马骏', '华一鸣', '倪小燕']),
      volunteer('祝安琪', ['金陵湾一期 1幢', '金陵湾一期 2幢']),
      secretary('施卫东'),
    ],
  ),
  community(
    'lhd',
    '临湖东社区',
    'bdpcs',
    [
      residential(
        '临湖雅居',
        row(13, 11, [2, 2], (index) => Math.floor(index / 4)),
      ),
      rooms(
        '临湖集宿楼',
        row(3, 6, [20], () => 3),
      ),
      shops(
        '临湖夜市',
        row(1, 1, [48], () => null),
      ),
    ],
    [
      ...gridWorkers(['俞红霞', '龚振宇', '茅慧', '屠晓峰']),
      volunteer('费思源', ['临湖雅居 5幢', '临湖雅居 6幢']),
      secretary('陶惠珍'),
    ],
  ),
  {
    id: 'bmzx',
    name: '便民服务中心',
    kind: 'body',
    station: null,
    grids: [],
    compounds: [],
    people: [secretary('毛丽萍')],
  },
  { id: 'jjfz', name: '经济发展局', kind: 'office', station: null, grids: [], compounds: [], people: [] },
  {
    id: 'hrkj',
    name: '恒睿精密科技',
    kind: 'company',
    station: null,
    grids: [],
    compounds: [],
    people: [secretary('谈海峰')],
  },
  { id: 'xgwl', name: '星港物流', kind: 'company', station: null, grids: [], compounds: [], people: [] },
  {
    id: 'wtpcs',
    name: '唯亭派出所',
    kind: 'station',
    station: null,
    grids: [],
    compounds: [],
    people: [outsider('李卫国', 'police'), outsider('张晓东', 'police')],
  },
  {
    id: 'bdpcs',
    name: '半岛派出所',
    kind: 'station',
    station: null,
    grids: [],
    compounds: [],
    people: [outsider('赵宏', 'police')],
  },
  {
    id: 'wtjd',
    name: '唯亭街道',
    kind: 'street',
    station: null,
    grids: [],
    compounds: [],
    people: [outsider('王立群', 'street'), outsider('刘婉清', 'inspector'), outsider('方国强', 'leader')],
  },
]
