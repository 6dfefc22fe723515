import type { Arguments, Suite } from './arguments'
import { coldStart, tableOf as coldTable, verdictsOf as coldVerdicts } from './cold-start/suite'
import type { Engine } from './engines'
import { exportMemory, tableOf as memoryTable, verdictsOf as memoryVerdicts } from './export-memory/suite'
import { firstSync, tableOf as firstTable, verdictsOf as firstVerdicts } from './first-sync/suite'
import { howToGetCentral } from './odk/central'
import { odk, tableOf as odkTable, verdictsOf as odkVerdicts } from './odk/suite'
import { tableOf as clientTable, verdictsOf as clientVerdicts, oneClient } from './one-client/suite'
import { phone, tableOf as phoneTable, verdictsOf as phoneVerdicts } from './phone/suite'
import { batches, singles } from './push/shape'
import { push, tableOf as pushTable, verdictsOf as pushVerdicts } from './push/suite'
import { tableOf as costTable, verdictsOf as costVerdicts, recordCost } from './record-cost/suite'
import type { Outcome } from './results'
import { evening, smallDay } from './simulate/options'
import { tableOf as dayTable, verdictsOf as dayVerdicts, wrongIn } from './simulate/report'
import { simulate } from './simulate/suite'
import { aFewDays, wholeYear } from './street-year/scale'
import { groundOf, streetYear, tableOf as yearTable, verdictsOf as yearVerdicts } from './street-year/suite'

const EXPORTED = { whole: 100_000, smoke: 1500 }

const say = (line: string) => console.error(`   ${line}`)

type Runner =
  | { readonly kind: 'an engine'; run(engine: Engine, smoke: boolean): Promise<Outcome> }
  /** It sets engines or servers beside each other by itself. */
  | { readonly kind: 'once'; run(size: Pick<Arguments, 'smoke' | 'full' | 'odk'>): Promise<Outcome> }

export const runners: Readonly<Record<Suite, Runner>> = {
  'street-year': {
    kind: 'an engine',
    async run(engine, smoke) {
      const result = await streetYear(engine, smoke ? aFewDays : wholeYear, say)
      return { result, table: `${groundOf(result)}\n${yearTable(result)}`, verdicts: yearVerdicts(result) }
    },
  },
  'export-memory': {
    kind: 'an engine',
    async run(engine, smoke) {
      const result = await exportMemory(engine, smoke ? EXPORTED.smoke : EXPORTED.whole)
      return { result, table: memoryTable(result), verdicts: memoryVerdicts(result) }
    },
  },
  push: { kind: 'once', run: async ({ smoke }) => told(await push('push', batches, smoke)) },
  'single-records': { kind: 'once', run: async ({ smoke }) => told(await push('single-records', singles, smoke)) },
  'one-client': {
    kind: 'once',
    async run({ smoke }) {
      const result = await oneClient(smoke)
      return { result, table: clientTable(result), verdicts: clientVerdicts(result) }
    },
  },
  'record-cost': {
    kind: 'once',
    async run(size) {
      const result = await recordCost(size, say)
      return { result, table: costTable(result), verdicts: costVerdicts(result) }
    },
  },
  simulate: {
    kind: 'once',
    async run({ smoke }) {
      const result = await simulate(smoke ? smallDay : evening, say)
      if (wrongIn(result) > 0) throw new Error(dayTable(result))
      return { result, table: dayTable(result), verdicts: dayVerdicts(result) }
    },
  },
  'first-sync': {
    kind: 'once',
    async run({ smoke }) {
      const result = await firstSync(smoke)
      return { result, table: firstTable(result), verdicts: firstVerdicts(result) }
    },
  },
  'cold-start': {
    kind: 'once',
    async run({ smoke }) {
      const result = await coldStart(smoke)
      return { result, table: coldTable(result), verdicts: coldVerdicts(result) }
    },
  },
  odk: {
    kind: 'once',
    async run({ smoke, odk: folder }) {
      if (folder === null) throw new Error(howToGetCentral)
      const result = await odk(folder, smoke, say)
      return { result, table: odkTable(result), verdicts: odkVerdicts(result) }
    },
  },
  phone: {
    kind: 'once',
    async run({ smoke }) {
      const result = await phone(smoke)
      return { result, table: phoneTable(result), verdicts: phoneVerdicts(result) }
    },
  },
}

const told = (result: Awaited<ReturnType<typeof push>>): Outcome => ({
  result,
  table: pushTable(result),
  verdicts: pushVerdicts(result),
})
