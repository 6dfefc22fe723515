import fc from 'fast-check'
import * as v from 'valibot'
import { operationSchema } from '#contract/operation'
import { queryRequest } from '#contract/query'
import * as scalar from '#contract/scalars'
import { jsonOf } from './hostile-json'
import { valuesOf } from './schema-arbitrary'

const known = new Map<v.GenericSchema, fc.Arbitrary<unknown>>([
  [scalar.localDate, fc.constant('2021-03-29')],
  [scalar.localMonth, fc.constant('2021-03')],
])

test('of every operation and every query bodies are made that its schema takes', () => {
  for (const schema of [...operationSchema.options, ...queryRequest.options])
    for (const value of fc.sample(valuesOf(schema, known), { seed: 1, numRuns: 3 }))
      expect(v.safeParse(schema, JSON.parse(JSON.stringify(value)))).toMatchObject({ success: true })
})

test('bodies are spoilt in every way that is listed, keys that name a prototype among them', () => {
  const texts = fc.sample(jsonOf(valuesOf(queryRequest, known)), { seed: 1, numRuns: 2000 }).join('\n')
  for (const sign of ['"__proto__":', '"constructor":', '\\ud800', '\\u0000', '1e999', '[[[['])
    expect(texts).toContain(sign)
})
