import type { Selectable } from 'kysely'
import * as v from 'valibot'
import type { Tables } from '#cloud/db/tables'
import { placeOf } from './content'
import { isSealed, type Sealed, sealedValue } from './sealed'

/**
 * Where in the database sealed values lie, all of them: whoever closes boxes anew or empties them goes through this list. The
 * compiler asks for every column whose type is `Sealed`; a test looks for boxes in each column that the database has.
 */
type Row = Readonly<Record<string, unknown>>
/** What becomes of a sealed value; the same value: nothing. `place` is what it was sealed for. */
export type Change = (sealed: Sealed, place: string) => Sealed
/** A column's value with that done to all that is sealed in it. */
type Column = (value: unknown, row: Row, change: Change) => unknown

/** Holds one value, said by the operation that another column names, or that the row is called by. */
function said(by: string, field: string): Column {
  return (value, row, change) => changed(value, placeOf(v.parse(v.string(), row[by]), field), change)
}

const withBody = v.looseObject({ body: v.record(v.string(), v.unknown()) })

/** An operation as it was sent: its body's members. What the cloud itself logs may have no body, and seals nothing then. */
const operation: Column = (content, { operation_id }, change) => {
  const parsed = v.safeParse(withBody, content)
  if (!parsed.success) return content
  const { body, ...rest } = parsed.output
  const id = v.parse(v.string(), operation_id)
  const members = Object.entries(body).map(([field, value]) => [
    field,
    isSealed(value) ? changed(value, placeOf(id, field), change) : value,
  ])
  return { ...rest, body: Object.fromEntries(members) }
}

/**
 * A paper's content, at any depth. A sealed value was said by the operation that the object around it names by `saidBy`, or as a
 * member of a list by `id`, and else by the one that the paper is called by; under the member's own name, or that of the object
 * around it where it is simply called `sealed`.
 */
const paper: Column = (content, { paper_id }, change) => {
  const walk = (value: unknown, by: string, name: string): unknown => {
    if (isSealed(value)) return changed(value, placeOf(by, name), change)
    if (Array.isArray(value)) return value.map((item) => walk(item, sayerOf(item, 'id') ?? by, name))
    if (typeof value !== 'object' || value === null) return value
    const sayer = sayerOf(value, 'saidBy') ?? by
    const members = Object.entries(value).map(([key, member]) => [
      key,
      walk(member, sayer, key === 'sealed' ? name : key),
    ])
    return Object.fromEntries(members)
  }
  return walk(content, v.parse(v.string(), paper_id), '')
}

function sayerOf(value: unknown, member: string): string | undefined {
  const parsed = v.safeParse(v.object({ [member]: v.string() }), value)
  return parsed.success ? parsed.output[member] : undefined
}

function changed(value: unknown, place: string, change: Change): Sealed | null {
  return value === null ? null : change(v.parse(sealedValue, value), place)
}

/** How the secret of an account is called at its place. No operation said it: the row is its person's. */
export const ACCOUNT_SECRET = 'account-secret'

type Columns<Table extends keyof Tables> = Readonly<
  Partial<Record<keyof Tables[Table] & string, Column>> & Record<TypedSealed<Table>, Column>
>
type TypedSealed<Table extends keyof Tables> = SealedNames<Selectable<Tables[Table]>>
type SealedNames<Selected> = {
  [Name in keyof Selected & string]: [Extract<Selected[Name], Sealed>] extends [never] ? never : Name
}[keyof Selected & string]
/** Tables with a column whose type says that it is sealed. */
type Typed = { [Table in keyof Tables]: [TypedSealed<Table>] extends [never] ? never : Table }[keyof Tables]
interface Place<Table extends keyof Tables> {
  /** What a row is called by within its unit. */
  readonly key: keyof Tables[Table] & string
  readonly columns: Columns<Table>
}

const places = {
  operation: { key: 'operation_id', columns: { content: operation } },
  held: { key: 'operation_id', columns: { content: operation } },
  dissuasion: {
    key: 'case_id',
    columns: {
      name_sealed: said('case_id', 'name'),
      phone_sealed: said('case_id', 'phone'),
      address_sealed: said('case_id', 'address'),
      clue_sealed: said('case_id', 'clue'),
      returned_sealed: said('returned_by', 'reason'),
    },
  },
  police_note: {
    key: 'case_id',
    columns: { labels_sealed: said('labels_by', 'labels'), conclusion_sealed: said('conclusion_by', 'conclusion') },
  },
  paper: { key: 'paper_id', columns: { content: paper } },
  legal_hold: { key: 'subject', columns: { reason_sealed: said('hold_id', 'reason') } },
  account_key: { key: 'staff_id', columns: { secret_sealed: said('staff_id', ACCOUNT_SECRET) } },
} satisfies { readonly [Table in Typed | 'operation' | 'held' | 'paper']: Place<Table> }

export type SealedTable = keyof typeof places
/** Held operations first: what is sealed in them goes into every other table when their parents come, and never back. */
export const sealedTables: readonly SealedTable[] = [
  'held',
  'operation',
  'dissuasion',
  'police_note',
  'paper',
  'legal_hold',
  'account_key',
]

/** The column that names a row of the table within its unit; every table's rows are a unit's by `unit_id`. */
export function sealedKey(table: SealedTable): string {
  return places[table].key
}

export function sealedColumns(table: SealedTable): readonly string[] {
  return Object.keys(places[table].columns)
}

/**
 * Does that to every sealed value of a row as it was read, and gives the columns in which anything became another one. Throws where
 * something sealed lies at a place that nobody told of, so that it is never passed over.
 */
export function changeSealed(table: SealedTable, row: Row, change: Change): Row {
  const columns: Readonly<Record<string, Column>> = places[table].columns
  const changes: Record<string, unknown> = {}
  for (const [name, column] of Object.entries(columns)) {
    const value = row[name]
    if (value === null || value === undefined) continue
    let seen = 0
    let touched = false
    const next = column(value, row, (sealed, place) => {
      seen += 1
      const other = change(sealed, place)
      touched ||= other !== sealed
      return other
    })
    if (seen !== sealedIn(value)) throw new Error(`${table}.${name} holds a sealed value at a place that is not known`)
    if (touched) changes[name] = next
  }
  return changes
}

/** How many there are, however deep. */
function sealedIn(value: unknown): number {
  if (isSealed(value)) return 1
  if (typeof value !== 'object' || value === null) return 0
  return Object.values(value).reduce((sum: number, member) => sum + sealedIn(member), 0)
}
