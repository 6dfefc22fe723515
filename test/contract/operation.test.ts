import { uuidv7 } from 'uuidv7'
import * as v from 'valibot'
import { operationSchema } from '#contract/operation'
import { catalogue, problem, statusOf } from '#contract/problem'

const envelope = () => ({
  id: uuidv7(),
  unit: 'qfy',
  author: 'qfy-s2',
  device: uuidv7(),
  at: Date.UTC(2021, 2, 29, 12),
  elapsed: 1000,
  offset: null,
})
const visit = (body: object) => ({
  ...envelope(),
  type: 'visit.log',
  body: { doorId: 'b3-17', startedAt: Date.UTC(2021, 2, 29, 12), outcome: 'met', ...body },
})
const accepts = (value: unknown): boolean => v.safeParse(operationSchema, value).success

describe('an operation on the wire', () => {
  test('needs no more of a visit than door and outcome', () => expect(accepts(visit({}))).toBe(true))

  test.each([
    ['adults as a word', { adults: 'abc' }],
    ['half an adult', { adults: 1.5 }],
    ['no adult met', { adults: 0 }],
    ['an outcome nobody knows', { outcome: 'gone' }],
    ['a field nobody knows', { idNumber: '320500199001010000' }],
    ['a note of two lines', { note: 'a\nb' }],
    ['a note of 201 characters', { note: '好'.repeat(201) }],
    ['a note that is blank', { note: '   ' }],
    ['a topic nobody knows', { topics: ['weather'] }],
    ['seconds in place of milliseconds', { startedAt: 1_617_000_000 }],
    ['a latitude beyond the pole', { location: { latitude: 91, longitude: 120, accuracy: 5 } }],
  ])('is refused with %s', (_, body) => expect(accepts(visit(body))).toBe(false))

  test('is refused when cut short', () => {
    const { device: _, ...cut } = visit({})
    expect(accepts(cut)).toBe(false)
  })

  test('is refused with an id that no device makes', () => expect(accepts({ ...visit({}), id: 'x' })).toBe(false))

  test('carries no prototype along', () => {
    expect(accepts(JSON.parse(JSON.stringify(visit({})).replace('"body":{', '"body":{"__proto__":{"x":1},')))).toBe(
      false,
    )
  })
})

describe('a problem', () => {
  test('names an HTTP status by its first three digits', () => {
    for (const code of Object.keys(catalogue)
      .map(Number)
      .filter((c) => c >= 4000))
      expect(String(code)).toMatch(/^(40|41|42|50)/)
    expect(statusOf(problem(4090))).toBe(409)
  })
})
