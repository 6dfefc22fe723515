// usage: node config/tasks/check.mjs [--json FILE]
// Runs every static check, whatever the others say, and prints one line for each; findings follow at the end.
import { writeFileSync } from 'node:fs'
import { ensureInstalled } from './ensure-installed.mjs'
import { tool } from './lib/root.mjs'
import { main, runNode, seconds } from './lib/run.mjs'

const sources = ['src', 'test', 'types', 'config', 'package.json']

const typescript = (project, file) => ({
  name: `types ${project}`,
  tool: 'typescript/bin/tsc',
  args: ['--project', file, '--incremental', '--tsBuildInfoFile', `node_modules/.cache/tsc/${project}.json`],
})

/** The longest first, so that neither of the two that run at a time waits for the other at the end. */
const steps = [
  typescript('test', 'config/tsconfig.test.json'),
  typescript('cloud', 'config/tsconfig.cloud.json'),
  typescript('app', 'tsconfig.json'),
  typescript('core', 'config/tsconfig.core.json'),
  {
    name: 'layers',
    tool: 'dependency-cruiser/bin/dependency-cruise.mjs',
    args: ['--config', 'config/dependency-cruiser.cjs', 'src'],
  },
  { name: 'dead code', tool: 'knip/bin/knip.js', args: ['--config', 'config/knip.json', '--no-progress'] },
  {
    name: 'format and lint',
    tool: '@biomejs/biome/bin/biome',
    args: ['check', '--config-path=config/biome.config.json', '--max-diagnostics=40', '--colors=off', ...sources],
  },
  { name: 'licences', script: 'config/tasks/licences.mjs', args: [] },
]

ensureInstalled()

/** Two at a time: the machines that run this have two cores. */
async function runAll() {
  const results = []
  const queue = steps.map((step, index) => ({ ...step, index }))
  async function worker() {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const started = Date.now()
      const { code, output } = await runNode(next.script ?? tool(next.tool), next.args, {
        env: { NO_COLOR: '1', FORCE_COLOR: '0' },
      })
      results[next.index] = { name: next.name, passed: code === 0, output }
      console.log(`${code === 0 ? '✓' : '✗'} ${next.name} (${seconds(started)})`)
    }
  }
  await Promise.all([worker(), worker()])
  return results
}

await main(async () => {
  const started = Date.now()
  const results = await runAll()
  const failed = results.filter((result) => !result.passed)
  for (const { name, output } of failed) console.log(`\n── ${name} ${'─'.repeat(60)}\n${output.trim()}`)
  console.log(`\ncheck: ${results.length - failed.length} of ${results.length} steps passed (${seconds(started)})`)
  const json = process.argv.indexOf('--json')
  if (json !== -1) {
    writeFileSync(
      process.argv[json + 1],
      JSON.stringify({ passed: results.length - failed.length, failed: failed.length }),
    )
  }
  if (failed.length > 0) process.exitCode = 1
})
