// usage: npm test -- [part …] [--strict] [words for Jest: file patterns, -t title, -u …]
// Parts: check core ui cloud (= cloud-pglite cloud-postgres cloud-citus) office bench build weapp e2e; none named: all of them, in this order.
// cloud-citus is one of them where TEST_CITUS_URL is given, and only there: no package of Debian's brings a Citus.
// Goes on after a failure and adds up; the last line is the sum. With --strict or CI=true a missing service is a failure.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ensureInstalled } from './ensure-installed.mjs'
import { tool } from './lib/root.mjs'
import { main, runNode, seconds, step } from './lib/run.mjs'

ensureInstalled()
const { buildTaro } = await import('./build-taro.mjs')
const { buildCloud } = await import('./build-cloud.mjs')
const { buildHost, hasHost } = await import('./build-host.mjs')
const { withLock } = await import('./lib/lock.mjs')
const { missingService } = await import('./lib/services.mjs')

const host = () => (hasHost('main') ? buildHost('main') : 'src/cloud/host/main.ts is not there yet')
const builds = {
  h5: () => buildTaro('h5'),
  weapp: () => buildTaro('weapp'),
  cloud: () => withLock('cloud', buildCloud),
  host: () => withLock('host', host),
}

const parts = {
  check: { run: check },
  core: { run: jest },
  ui: { run: jest },
  'cloud-pglite': { run: jest },
  'cloud-postgres': { run: jest, needs: 'postgres' },
  'cloud-citus': { run: jest, needs: 'citus' },
  office: { run: jest, needs: 'office' },
  bench: { run: bench },
  build: { run: () => ({}), builds: Object.keys(builds) },
  weapp: { run: jest, builds: ['weapp', 'cloud'], needs: 'postgres' },
  e2e: { run: jest, builds: ['h5', 'host'], needs: 'browser' },
}
const optional = process.env.TEST_CITUS_URL ? [] : ['cloud-citus']
const isUsual = (name) => !optional.includes(name)
const groups = { cloud: ['cloud-pglite', 'cloud-postgres', 'cloud-citus'].filter(isUsual) }

const total = { passed: 0, failed: 0, skipped: 0 }
const scratch = mkdtempSync(path.join(tmpdir(), 'qiaomen-test-'))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))

const { wanted, forJest, strict } = readArguments(process.argv.slice(2))
const built = new Map()

function readArguments(args) {
  const names = args.filter((word) => word in parts || word in groups)
  const rest = args.filter((word) => !names.includes(word) && word !== '--strict')
  const asked = names.flatMap((name) => groups[name] ?? [name])
  return {
    wanted: Object.keys(parts).filter((name) => (asked.length === 0 ? isUsual(name) : asked.includes(name))),
    forJest: rest,
    strict: args.includes('--strict') || process.env.CI === 'true',
  }
}

function add({ passed = 0, failed = 0, skipped = 0 }) {
  total.passed += passed
  total.failed += failed
  total.skipped += skipped
}

async function check() {
  const file = path.join(scratch, 'check.json')
  await runNode('config/tasks/check.mjs', ['--json', file], { show: true })
  return readJson(file) ?? { failed: 1 }
}

async function jest(name) {
  const file = path.join(scratch, `${name}.json`)
  const args = ['--config', 'config/jest.config.cjs', '--selectProjects', name, '--maxWorkers=2', '--passWithNoTests']
  const { code } = await runNode(tool('jest/bin/jest.js'), [...args, '--json', '--outputFile', file, ...forJest], {
    env: { NODE_ENV: 'test', TZ: 'UTC', NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --no-deprecation` },
    show: 'stderr',
  })
  const result = readJson(file)
  if (!result) return { failed: 1 }
  const counts = {
    passed: result.numPassedTests,
    // A file that does not even load has no tests to count, and still is a failure.
    failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
    skipped: result.numPendingTests + result.numTodoTests,
  }
  // Jest can fail with no test failed: a teardown that throws, a snapshot that is obsolete under --ci.
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

/** Only that every suite still runs to its table: what it measures in a second says nothing. */
async function bench() {
  const { code, output } = await runNode('config/tasks/bench.mjs', ['--smoke'])
  const tables = output.match(/^→ /gm)?.length ?? 0
  const works = code === 0 && tables > 0
  if (!works) console.error(output)
  return { passed: tables, failed: works ? 0 : 1 }
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** Each build once a run; counted as one result where it is first needed. */
async function needBuild(name) {
  if (!built.has(name)) {
    try {
      await step(`build ${name}`, builds[name])
      built.set(name, true)
      add({ passed: 1 })
    } catch (error) {
      console.error(error.message)
      built.set(name, false)
      add({ failed: 1 })
    }
  }
  return built.get(name)
}

async function runPart(name) {
  const part = parts[name]
  const missing = part.needs && (await missingService(part.needs))
  if (missing) {
    console.log(`\n!!! ${name} ${strict ? 'FAILS' : 'IS SKIPPED'}: ${missing}\n`)
    return strict ? { failed: 1 } : { skipped: 1 }
  }
  let ready = true
  for (const needed of part.builds ?? []) ready = (await needBuild(needed)) && ready
  if (!ready) {
    console.log(`${name}: not run, its build failed`)
    return {}
  }
  return part.run(name)
}

await main(async () => {
  const started = Date.now()
  for (const name of wanted) {
    console.log(`\n━━ ${name}`)
    const counts = await runPart(name)
    add(counts)
    const { passed = 0, failed = 0, skipped = 0 } = counts
    console.log(`   ${name}: ${passed} passed, ${failed} failed, ${skipped} skipped`)
  }
  console.log(`\n${wanted.join(', ')} in ${seconds(started)}`)
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
  if (total.failed > 0 || total.passed === 0) process.exitCode = 1
})
