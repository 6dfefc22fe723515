// npm run audit:packages [-- --answer FILE --reasons FILE --today DAY]: asks the registry for holes that are known in what the product is made of. Ends with 1 for a
// high or critical one that config/audit-reasons.json gives no reason for, for a reason that has run out, and for one that is needed no
// longer. A registry that does not answer is said loudly and is no failure: without a network nothing can be found.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { judgeAudit } from './lib/judge-audit.mjs'
import { inRoot } from './lib/root.mjs'
import { main, run, TaskError } from './lib/run.mjs'

await main(async () => {
  const { values } = parseArgs({
    options: { answer: { type: 'string' }, reasons: { type: 'string' }, today: { type: 'string' } },
  })
  const answer = values.answer === undefined ? await ask() : readFileSync(values.answer, 'utf8')
  const reasons = JSON.parse(readFileSync(values.reasons ?? inRoot('config/audit-reasons.json'), 'utf8'))
  const { kind, lines } = judgeAudit(answer, reasons, values.today ?? new Date().toISOString().slice(0, 10))
  switch (kind) {
    case 'clean':
      console.log(`✓ no high or critical hole is known${lines.map((line) => `\n  ${line}`).join('')}`)
      break
    case 'not-answered':
      console.log(`\n!!! NOT AUDITED: the registry does not answer (${lines.join(' ')})\n`)
      break
    case 'found':
      throw new TaskError(`✗ known holes:\n${lines.map((line) => `  ${line}`).join('\n')}`)
    default:
      throw new TaskError(`npm audit failed by itself: ${lines.join(' ')}`)
  }
})

async function ask() {
  const { output } = await run('npm', ['audit', '--omit=dev', '--json'], { show: 'stderr' })
  return output
}
