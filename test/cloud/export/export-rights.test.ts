import * as v from 'valibot'
import { type ExportWhat, exportWhat } from '#contract/export'
import type { StaffId, UnitId } from '#domain/ids'
import { type Action, rights } from '#domain/rights'
import type { Role } from '#domain/staff'
import { call, codeOf } from '../../support/calls'
import { newOperationId } from '../../support/field-fixture'
import { type Attacker, openStreetUnderFire, type StreetUnderFire } from '../../support/hostile/street-under-fire'

/** Which right each kind of file asks for, and which one what it holds; a kind that is not here does not compile. */
const rightsOf: Readonly<Record<ExportWhat['kind'], { readonly take: Action; readonly read: Action }>> = {
  records: { take: 'export.records', read: 'record.read' },
  report: { take: 'export.report', read: 'report.read' },
  summary: { take: 'export.summary', read: 'summary.read' },
  service: { take: 'export.service', read: 'service.read' },
  evaluation: { take: 'export.evaluation', read: 'evaluation.read' },
}
const kinds = exportWhat.options.map(({ entries }) => entries.kind.literal)

let street: StreetUnderFire
beforeAll(async () => {
  street = await openStreetUnderFire()
}, 120_000)
afterAll(() => street?.close())

/** A file of that kind, of papers that are not there and of the person's own service. */
function what(kind: ExportWhat['kind'], staff: StaffId): unknown {
  const span = { from: '2021-03-26', to: '2021-03-29' }
  return { kind, id: newOperationId(), campaign: newOperationId(), as: 'docx', staff, ...span }
}

async function taken(kind: ExportWhat['kind'], { staff, token }: Attacker, unit: UnitId = staff.unitId) {
  const body = { action: 'make', unit, id: newOperationId(), what: v.parse(exportWhat, what(kind, staff.id)) }
  return codeOf(await call(street.context, 'export', body, token))
}

const somebody = (role: Role): Attacker => {
  const found = street.people.find(({ staff }) => staff.role === role)
  if (found === undefined) throw new Error(`nobody is ${role}`)
  return found
}

/** As the table would be with that right given to nobody. */
async function without<T>(action: Action, run: () => Promise<T>): Promise<T> {
  const row: Record<string, unknown> = rights[action]
  const before = { ...row }
  for (const role of Object.keys(row)) row[role] = 'no'
  try {
    return await run()
  } finally {
    Object.assign(row, before)
  }
}

test.each(kinds)(
  '%s: a file is made, or refused by 4030, as the table of rights has it for each role',
  async (kind) => {
    for (const attacker of street.people) {
      const reach = rights[rightsOf[kind].take][attacker.staff.role]
      const code = await taken(kind, attacker)
      expect([attacker.staff.role, reach === 'no' ? code : code === 4030]).toEqual([
        attacker.staff.role,
        reach === 'no' ? 4030 : false,
      ])
    }
  },
)

test.each(kinds)(
  '%s: the right to read what it holds gives no file, and the one to take it out alone none either',
  async (kind) => {
    const role: Role = kind === 'summary' || kind === 'evaluation' ? 'street' : 'secretary'
    const attacker = somebody(role)
    const { take, read } = rightsOf[kind]
    expect(rights[read][role]).not.toBe('no')
    expect(await taken(kind, attacker)).not.toBe(4030)
    expect(await without(take, () => taken(kind, attacker))).toBe(4030)
    // A file of records asks for none but its own.
    if (kind !== 'records') expect(await without(read, () => taken(kind, attacker))).toBe(4030)
  },
)

test('nobody of another street takes out a file', async () => {
  const { kysely } = street.database
  const elsewhere = 'another-street-2' as UnitId
  await kysely.insertInto('unit').values({ unit_id: elsewhere, name: '别处社区', kind: 'community' }).execute()
  await kysely.insertInto('unit_head').values({ unit_id: elsewhere, seq: 0, hash: '' }).execute()
  for (const attacker of street.people)
    for (const kind of kinds) expect([4030, 4031, 4035]).toContain(await taken(kind, attacker, elsewhere))
})

test('whoever is told figures about few people only as “fewer than five” takes out no file of any kind', async () => {
  for (const attacker of street.people.filter(({ staff }) => staff.role === 'leader'))
    for (const kind of kinds) expect(await taken(kind, attacker)).toBe(4030)
  const reads = kinds.filter((kind) => rights[rightsOf[kind].read].leader !== 'no')
  expect(reads).toEqual([])
})
