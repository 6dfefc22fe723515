import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { type OwnPlace, ownPlace } from '../../support/faults/own-place'
import { expectAllOnce, type PhonesAtWork, phonesAtWork } from '../../support/faults/phones-at-work'
import { report } from '../../support/faults/report'
import { testKeys } from '../../support/field-fixture'
import { bundleHost, freePort, type HostProcess, startHost } from '../../support/host-process'

const long = process.env.HARD_RUNS !== undefined
const ROUNDS = long ? 20 : 3
const PHONES = 4

let place: OwnPlace
let work: PhonesAtWork
let bundle: ReturnType<typeof bundleHost>
let env: Record<string, string>
let host: HostProcess

beforeEach(async () => {
  const port = await freePort()
  const prepared = await ownPlace((database) => phonesAtWork(database, () => `http://127.0.0.1:${port}`, PHONES))
  place = prepared
  work = prepared.prepared
  bundle = bundleHost()
  env = { ...place.env, ...testKeys, PORT: String(port), LOG_LEVEL: 'error' }
  host = await startHost(bundle.file, env)
})
afterEach(async () => {
  work.stop()
  await host.kill()
  bundle.remove()
  place.remove()
})

/** How long until it says that its database answers, in ms. */
async function untilAnswered(): Promise<number> {
  const began = Date.now()
  for (;;) {
    const healthy = await fetch(`http://127.0.0.1:${env.PORT}/health`).then(
      ({ status }) => status === 200,
      () => false,
    )
    if (healthy) return Date.now() - began
    // A server that never answers again is found by the test's own end.
    await sleep(10)
  }
}

/** What it says once the last process of the database is gone. */
async function refusal(): Promise<unknown> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${env.PORT}/health`)
    if (answer.status === 503) return answer.json()
    await sleep(10)
  }
}

const told = (times: readonly number[]) => {
  const sorted = [...times].sort((a, b) => a - b)
  return `重启后首个回答 ${sorted[Math.floor(sorted.length / 2)]} ms（最长 ${sorted.at(-1)} ms）`
}

test(`the server killed ${ROUNDS} times under the phones of ${PHONES} workers: each record is there once, and all phones recover alone`, async () => {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    await work.untilDelivered(20)
    await host.kill()
    const began = Date.now()
    host = await startHost(bundle.file, env)
    await untilAnswered()
    times.push(Date.now() - began)
  }
  await work.untilDelivered(20)
  await work.rest()
  expect(await host.stop()).toBe(0)
  const records = await place.with((database) => expectAllOnce(database, work))
  report(`kill −9 服务器 ${ROUNDS} 次`, `${records} 条各存一次，链完整；${told(times)}（含进程启动）`)
}, 600_000)

if (process.env.QIAOMEN_TEST_DATABASE === 'postgres')
  test(`PostgreSQL killed ${ROUNDS} times, whole or one of its processes: the server lives, says 5030, and serves by itself again`, async () => {
    const { postgres } = place
    if (postgres === null) throw new Error('no PostgreSQL')
    const times: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      await work.untilDelivered(20)
      if (round % 3 === 2) await killOneBackend(postgres.url)
      else {
        postgres.kill()
        expect(await refusal()).toMatchObject({ answers: false, problem: { code: 5030 } })
        while (!postgres.startAgain()) await sleep(50)
      }
      times.push(await untilAnswered())
    }
    await work.untilDelivered(20)
    await work.rest()
    // Of each number that a phone was told somebody can read what it means, and it was never the server's own fault.
    // A phone that did not call in between was told nothing; that it would have been is what `refusal` asks in each round.
    const problems = new Set(work.phones.flatMap((phone) => [...phone.problems]))
    expect([...problems].filter((code) => code !== 5030)).toEqual([])
    // The very process that was there before the first kill.
    expect(await host.stop()).toBe(0)
    const records = await place.with((database) => expectAllOnce(database, work))
    report(
      `kill −9 PostgreSQL ${ROUNDS} 次`,
      `${records} 条各存一次，链完整，服务器没有重启；数据库回来后${told(times)}`,
    )
  }, 600_000)

/** The postmaster ends all others then and begins anew: what an out-of-memory kill of one does. */
async function killOneBackend(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  const { rows } = await client.query<{ pid: number }>(
    `select pid from pg_stat_activity where application_name = 'qiaomen' order by state = 'active' desc limit 1`,
  )
  const [found] = rows
  if (found === undefined) throw new Error('the server has no connection')
  process.kill(found.pid, 'SIGKILL')
  await client.end().catch(() => {})
}
