import fc from 'fast-check'
import * as v from 'valibot'

/** What stands for a schema, by the schema itself: ids that exist, moments near now. Everything else is made up from its rules. */
export type Known = ReadonlyMap<v.GenericSchema, fc.Arbitrary<unknown>>

/** The kinds that the contract is written in. Valibot's generic type hides which one it is; its `type` tells. */
type Schema =
  | v.StringSchema<undefined>
  | v.NumberSchema<undefined>
  | v.BooleanSchema<undefined>
  | v.UnknownSchema
  | v.CustomSchema<unknown, undefined>
  | v.LiteralSchema<v.Literal, undefined>
  | v.PicklistSchema<readonly (string | number)[], undefined>
  | v.ArraySchema<v.GenericSchema, undefined>
  | v.TupleSchema<v.GenericSchema[], undefined>
  | v.RecordSchema<v.GenericSchema<string, string>, v.GenericSchema, undefined>
  | v.NullableSchema<v.GenericSchema, undefined>
  | v.OptionalSchema<v.GenericSchema, undefined>
  | v.ObjectSchema<v.ObjectEntries, undefined>
  | v.StrictObjectSchema<v.ObjectEntries, undefined>
  | v.UnionSchema<v.GenericSchema[], undefined>
  | v.VariantSchema<string, Option[], undefined>
type Option = v.ObjectSchema<v.ObjectEntries, undefined>

/** A rule of a pipe: its name and what it asks. */
interface Rule {
  readonly type: string
  readonly requirement?: unknown
}

/** Bodies that the schema takes, found in the schema alone: whoever adds an operation has nothing to add here. */
export function valuesOf(schema: v.GenericSchema, known: Known): fc.Arbitrary<unknown> {
  const given = known.get(schema)
  if (given !== undefined) return given
  const made = madeUp(schema as Schema, rulesOf(schema), known)
  // A rule that no generator below heeds (a check, a regex with classes of its own) is heeded by asking.
  return rulesOf(schema).length === 0 ? made : made.filter((value) => v.is(schema, value))
}

function madeUp(schema: Schema, rules: readonly Rule[], known: Known): fc.Arbitrary<unknown> {
  switch (schema.type) {
    case 'string':
      return texts(rules)
    case 'number':
      return numbers(rules)
    case 'boolean':
      return fc.boolean()
    case 'unknown':
      return fc.jsonValue({ maxDepth: 2 })
    case 'custom':
      return fc.constantFrom(...ownWords.filter((word) => v.is(schema, word)))
    case 'literal':
      return fc.constant(schema.literal)
    case 'picklist':
      return fc.constantFrom(...schema.options)
    case 'array':
      return fc.array(valuesOf(schema.item, known), {
        minLength: limit(rules, 'min_length') ?? 0,
        maxLength: Math.min(limit(rules, 'max_length') ?? 4, 4),
      })
    case 'tuple':
      return fc.tuple(...schema.items.map((item) => valuesOf(item, known)))
    case 'record':
      return fc.dictionary(fc.constantFrom('a', 'b'), valuesOf(schema.value, known))
    case 'nullable':
      return fc.option(valuesOf(schema.wrapped, known), { nil: null, freq: 3 })
    case 'optional':
      return valuesOf(schema.wrapped, known)
    case 'object':
    case 'strict_object':
      return objects(schema.entries, known)
    case 'union':
    case 'variant':
      return fc.oneof(...schema.options.map((option) => valuesOf(option, known)))
    default:
      throw new Error(`no values for ${(schema satisfies never as v.GenericSchema).type}`)
  }
}

function objects(entries: v.ObjectEntries, known: Known): fc.Arbitrary<unknown> {
  const names = Object.keys(entries)
  const values = Object.fromEntries(names.map((name) => [name, valuesOf(entries[name] as v.GenericSchema, known)]))
  const requiredKeys = names.filter((name) => entries[name]?.type !== 'optional')
  // A prototype of null would be a thing that JSON never brings.
  return fc.record(values, { requiredKeys, noNullPrototype: true })
}

/** For a type that a function alone tells: values that some such function takes. */
const ownWords = ['x-own', 'x-0']

/** What people paste: the other direction, nothing that shows, an emoji of several parts, a sign that SQL or HTML would read. */
const pieces = [
  '王',
  '小明',
  'é',
  '👨‍👩‍👧',
  '\u202e反',
  '\u200b',
  '\u200d',
  '\ufeff',
  "'",
  '";--',
  '<b>',
  '%s',
  '\\',
  '0',
  '-1e9',
  ' ',
  '𠮷',
]

const byPattern = new Map<RegExp, fc.Arbitrary<string>>()

/** Once a pattern: a class that excludes something is written out letter by letter, which is most of what making a body takes. */
function matching(pattern: RegExp): fc.Arbitrary<string> {
  const made = byPattern.get(pattern) ?? fc.stringMatching(pattern)
  byPattern.set(pattern, made)
  return made
}

function texts(rules: readonly Rule[]): fc.Arbitrary<string> {
  const regexes = rules.flatMap(({ type, requirement }) =>
    type === 'regex' && requirement instanceof RegExp ? [requirement] : [],
  )
  const [plain] = regexes.filter(({ source }) => !source.includes('\\p'))
  if (plain !== undefined) return matching(plain)
  const least = limit(rules, 'min_length') ?? 0
  const most = limit(rules, 'max_length') ?? 40
  const short = fc.array(fc.constantFrom(...pieces), { minLength: least, maxLength: 5 }).map((all) => all.join(''))
  // Its longest, too, in the letter that takes most bytes for its length.
  const long = fc.constantFrom('国', 'x').map((letter) => letter.repeat(most))
  return fc.oneof({ weight: 6, arbitrary: short }, { weight: 1, arbitrary: long })
}

function numbers(rules: readonly Rule[]): fc.Arbitrary<number> {
  const min = limit(rules, 'min_value')
  const max = limit(rules, 'max_value')
  const integers = fc.integer({ min: min ?? Number.MIN_SAFE_INTEGER, max: max ?? Number.MAX_SAFE_INTEGER })
  const near = fc.integer({ min: min ?? -3, max: Math.min(max ?? 9, (min ?? -3) + 12) })
  // What has no bound is sent without one: whole numbers, all of them, and none that a column of eight bytes holds.
  const vast = [...(max === undefined ? [1e300, 2 ** 63] : []), ...(min === undefined ? [-1e300] : [])]
  return fc.oneof(
    { weight: 4, arbitrary: near },
    { weight: 2, arbitrary: integers },
    ...(vast.length === 0 ? [] : [{ weight: 1, arbitrary: fc.constantFrom(...vast) }]),
  )
}

/** A pipe may begin with a pipe, whose rules hold as well. */
function rulesOf(schema: v.GenericSchema): readonly Rule[] {
  if (!('pipe' in schema) || !Array.isArray(schema.pipe)) return []
  const [first, ...rest]: readonly [v.GenericSchema, ...Rule[]] = schema.pipe as never
  return [...rulesOf(first), ...rest]
}

function limit(rules: readonly Rule[], type: string): number | undefined {
  const found = rules.find((rule) => rule.type === type)?.requirement
  return typeof found === 'number' ? found : undefined
}
