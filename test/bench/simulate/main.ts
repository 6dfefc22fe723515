import { machine } from '../machine'
import { keep } from '../results'
import { verdictTable } from '../verdict'
import { demandTable } from './demand'
import { readOptions, simulateUsage } from './options'
import { tableOf, verdictsOf, wrongIn } from './report'
import { simulate } from './suite'

async function run(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  if ('unknown' in options) {
    console.error(`Not understood: ${options.unknown}\n${simulateUsage}`)
    process.exitCode = 2
    return
  }
  if (options.demand) {
    console.log(await demandTable(options))
    return
  }
  const here = machine()
  console.log(`${here.cpu} × ${here.cores}, ${here.memoryGb} GB, Node ${here.node}, ${here.commit}, load ${here.load}`)
  const result = await simulate(options, (line) => console.error(`   ${line}`))
  const outcome = { result, table: tableOf(result), verdicts: verdictsOf(result) }
  console.log(`${outcome.table}\n\n${verdictTable(outcome.verdicts, false)}`)
  console.log(`→ ${keep(outcome, 'simulate', here, false)}`)
  if (wrongIn(result) > 0) process.exitCode = 1
}

run().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
