import { type Arguments, readArguments, type Suite, usage } from './arguments'
import { type Engine, enginesHere } from './engines'
import { machine } from './machine'
import { howToGetCentral } from './odk/central'
import { keep, type Outcome } from './results'
import { runners } from './runners'
import { type Verdict, verdictTable } from './verdict'

async function run(): Promise<void> {
  const asked = readArguments(process.argv.slice(2), process.env)
  if ('unknown' in asked) {
    console.error(`Unknown: ${asked.unknown}\n${usage}`)
    process.exitCode = 2
    return
  }
  const here = machine()
  console.log(`${here.cpu} × ${here.cores}, ${here.memoryGb} GB, Node ${here.node}, ${here.commit}, load ${here.load}`)
  const verdicts: Verdict[] = []
  for (const suite of asked.suites)
    for (const { name, run: measure } of runsOf(suite, asked)) {
      console.log(`\n━━ ${name}${asked.smoke ? ' (smoke: small numbers that say nothing of speed)' : ''}`)
      const outcome = await measure()
      console.log(outcome.table)
      verdicts.push(...outcome.verdicts)
      console.log(`→ ${keep(outcome, name, here, asked.smoke)}`)
    }
  if (verdicts.length > 0) console.log(`\n━━ promises\n${verdictTable(verdicts, asked.smoke)}`)
}

/** Once for each engine, or once for a suite that sets engines beside each other. */
function runsOf(
  suite: Suite,
  { engines, smoke, full, odk }: Arguments,
): readonly { readonly name: string; run(): Promise<Outcome> }[] {
  const runner = runners[suite]
  const here: readonly Engine[] = engines.length > 0 ? engines : enginesHere()
  if (runner.kind === 'an engine')
    return here.map((engine) => ({ name: `${suite}-${engine}`, run: () => runner.run(engine, smoke) }))
  const lacks = !enginesHere().includes('postgres')
    ? 'it needs PostgreSQL, which is not installed here.'
    : suite === 'odk' && odk === null
      ? howToGetCentral
      : null
  if (lacks === null) return [{ name: suite, run: () => runner.run({ smoke, full, odk }) }]
  console.log(`\n━━ ${suite} is left out: ${lacks}`)
  return []
}

run().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
