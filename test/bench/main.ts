import { readArguments, type Suite, usage } from './arguments'
import { type Engine, enginesHere } from './engines'
import { exportMemory, tableOf as memoryTable } from './export-memory/suite'
import { machine } from './machine'
import { keep } from './results'
import { aFewDays, wholeYear } from './street-year/scale'
import { type StreetYear, streetYear, tableOf as yearTable } from './street-year/suite'

const EXPORTED = { whole: 100_000, smoke: 1500 }

async function run(): Promise<void> {
  const asked = readArguments(process.argv.slice(2))
  if ('unknown' in asked) {
    console.error(`Unknown: ${asked.unknown}\n${usage}`)
    process.exitCode = 2
    return
  }
  const engines = asked.engines.length > 0 ? asked.engines : enginesHere()
  const here = machine()
  console.log(`${here.cpu} × ${here.cores}, ${here.memoryGb} GB, Node ${here.node}, ${here.commit}, load ${here.load}`)
  for (const suite of asked.suites)
    for (const engine of engines) {
      const file = await runSuite(suite, engine, asked.smoke, here)
      console.log(`→ ${file}`)
    }
}

async function runSuite(
  suite: Suite,
  engine: Engine,
  smoke: boolean,
  here: ReturnType<typeof machine>,
): Promise<string> {
  console.log(`\n━━ ${suite} on ${engine}${smoke ? ' (smoke: small numbers that say nothing of speed)' : ''}`)
  switch (suite) {
    case 'street-year': {
      const result = await streetYear(engine, smoke ? aFewDays : wholeYear, (line) => console.error(`   ${line}`))
      console.log(groundOf(result))
      console.log(yearTable(result))
      return keep(result, here, smoke)
    }
    case 'export-memory': {
      const result = await exportMemory(engine, smoke ? EXPORTED.smoke : EXPORTED.whole)
      console.log(memoryTable(result))
      return keep(result, here, smoke)
    }
    default:
      return suite satisfies never
  }
}

function groundOf({ version, scale, visits, logBytes, fillSeconds, proofRows, load }: StreetYear): string {
  const { communities, days, runs } = scale
  return [
    `${version}: ${communities} communities, ${days} days, ${visits} visits, ${logBytes} bytes each in the log`,
    `filled in ${Math.round(fillSeconds)} s; ${proofRows} rows written in bulk equal those of pushes; ${runs} runs at a load of ${load}`,
  ].join('\n')
}

run().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
