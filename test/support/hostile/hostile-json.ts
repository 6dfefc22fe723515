import fc from 'fast-check'

/** Written into the JSON as they are, for no value of JavaScript is written so. */
const raw: Readonly<Record<string, string>> = {
  '@@infinite@@': '1e999',
  '@@deep@@': `${'['.repeat(8000)}${']'.repeat(8000)}`,
  '@@deep-object@@': `${'{"a":'.repeat(4000)}1${'}'.repeat(4000)}`,
  '@@digits@@': '9'.repeat(400),
  '@@minus-zero@@': '-0',
}

const values: readonly unknown[] = [
  null,
  true,
  '',
  ' ',
  '\u0000',
  '王\u0000',
  '\ud800',
  '小\udc00明',
  '\u202e',
  'NaN',
  'null',
  '1e999',
  '__proto__',
  'constructor',
  'x'.repeat(5000),
  -1,
  0.1,
  1e308,
  2 ** 53,
  [],
  {},
  [[]],
  { $sealed: 'x', key: 'y', box: 'z' },
  { toString: 1, valueOf: 1, toJSON: 1 },
  ...Object.keys(raw),
]

const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '', 'unknown', '\u0000', 'length']

/** One thing done to a body, at its n-th place. */
interface Change {
  readonly place: number
  readonly what: 'replace' | 'remove' | 'add'
  readonly value: unknown
  readonly name: string
}

const change: fc.Arbitrary<Change> = fc.record({
  place: fc.nat(1000),
  what: fc.constantFrom('replace', 'replace', 'remove', 'add'),
  value: fc.constantFrom(...values),
  name: fc.constantFrom(...names),
})

/** The JSON of a body as it is (half of the time), or with up to three things wrong. */
export function jsonOf(bodies: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  const sound = bodies.map((body) => JSON.stringify(body))
  const spoilt = fc
    .tuple(bodies, fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([body, changes]) => written(changes.reduce(changed, structuredClone(body))))
  return fc.oneof({ weight: 3, arbitrary: sound }, { weight: 3, arbitrary: spoilt })
}

/** What is no JSON at all, and JSON that is no object. */
export const nonsense: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    'null',
    '[]',
    '0',
    '"x"',
    '{',
    '{"action":',
    '\ufeff{}',
    '[[[[',
    '{}{}',
    'NaN',
    '<xml/>',
    '\u0000',
  ),
  fc.constantFrom(...Object.values(raw)),
  fc.string({ unit: 'binary', maxLength: 200 }),
)

function written(body: unknown): string {
  return Object.entries(raw).reduce(
    (text, [sign, written]) => text.replaceAll(`"${sign}"`, () => written),
    JSON.stringify(body) ?? 'null',
  )
}

type Holder = Record<string, unknown> | unknown[]

function changed(body: unknown, { place, what, value, name }: Change): unknown {
  const places = placesOf(body)
  const found = places[place % places.length]
  if (found === undefined) return value
  const [holder, key] = found
  if (what === 'remove' && !Array.isArray(holder)) delete holder[key]
  else if (what === 'add') put(holder, Array.isArray(holder) ? String(holder.length) : name, value)
  else put(holder, key, value)
  return body
}

/** As JSON.parse does it: `__proto__` becomes a key like any other. */
function put(holder: Holder, key: string, value: unknown): void {
  Object.defineProperty(holder, key, {
    value: structuredClone(value),
    enumerable: true,
    configurable: true,
    writable: true,
  })
}

function placesOf(value: unknown): readonly (readonly [Holder, string])[] {
  if (typeof value !== 'object' || value === null) return []
  const holder = value as Holder
  return Object.entries(holder).flatMap(([key, inner]) => [[holder, key] as const, ...placesOf(inner)])
}
