import { createHash } from 'node:crypto'
import * as card from '#contract/card'
import * as caseQuery from '#contract/case-query'
import * as crime from '#contract/crime'
import * as dissuasion from '#contract/dissuasion'
import * as enrolment from '#contract/enrolment'
import * as evaluation from '#contract/evaluation'
import * as exports from '#contract/export'
import * as feedback from '#contract/feedback'
import * as finding from '#contract/finding'
import * as inspection from '#contract/inspection'
import * as ledger from '#contract/ledger'
import * as legalHold from '#contract/legal-hold'
import * as measure from '#contract/measure'
import * as media from '#contract/media'
import * as operation from '#contract/operation'
import * as overview from '#contract/overview'
import * as plan from '#contract/plan'
import * as problem from '#contract/problem'
import { PROTOCOL, protocolHistory } from '#contract/protocol'
import * as pull from '#contract/pull'
import * as push from '#contract/push'
import * as query from '#contract/query'
import * as rates from '#contract/rates'
import * as recordQuery from '#contract/record-query'
import * as report from '#contract/report'
import * as review from '#contract/review'
import * as roster from '#contract/roster'
import * as scan from '#contract/scan'
import * as service from '#contract/service'
import * as session from '#contract/session'
import * as street from '#contract/street'
import * as summary from '#contract/summary'
import * as supply from '#contract/supply'
import * as unitDuty from '#contract/unit-duty'

/** What a schema accepts, as plain data: functions are named, messages and caches left out. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf)
  if (value instanceof RegExp) return String(value)
  if (typeof value === 'function') return `function ${value.name}`
  if (typeof value !== 'object' || value === null) return value
  const own: Record<string, unknown> = {}
  for (const [key, part] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (key.startsWith('~') || key === 'message' || key === 'expects') continue
    own[key] = shapeOf(part)
  }
  return own
}

function isSchema(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'schema'
}

const atVersion2 = {
  inspection,
  finding,
  caseQuery,
  crime,
  rates,
  dissuasion,
  enrolment,
  exports,
  media,
  street,
  evaluation,
  card,
  legalHold,
  measure,
  plan,
  report,
  review,
  recordQuery,
  scan,
  service,
  summary,
  unitDuty,
  supply,
  roster,
  feedback,
  overview,
}

function wireHash(): string {
  const wire: Record<string, unknown> = {}
  for (const [file, names] of Object.entries({ ...atVersion2, ledger, operation, problem, pull, push, query, session }))
    for (const [name, value] of Object.entries(names)) if (isSchema(value)) wire[`${file}.${name}`] = shapeOf(value)
  return createHash('sha256').update(JSON.stringify(wire)).digest('hex').slice(0, 16)
}

describe('the protocol', () => {
  test('changes no shape without a new line in its history', () => {
    const last = protocolHistory[protocolHistory.length - 1]
    expect(last?.version).toBe(PROTOCOL)
    expect(last?.hash).toBe(wireHash())
  })

  test('numbers its versions one by one and never gives a hash twice', () => {
    expect(protocolHistory.map(({ version }) => version)).toEqual(protocolHistory.map((_, index) => index + 1))
    expect(new Set(protocolHistory.map(({ hash }) => hash)).size).toBe(protocolHistory.length)
  })
})
