import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Database, databaseOn } from '../../../src/cloud/db/database'
import { migrate } from '../../../src/cloud/db/migrate'
import { openPglite } from '../../../src/cloud/db/open-pglite'
import { openPostgres } from '../../../src/cloud/db/open-postgres'
import { startOfDay } from '../../../src/domain/time'
import { testContext, testKeys } from '../../support/field-fixture'
import { freePort, type HostProcess, startHost } from '../../support/host-process'
import { startPostgres } from '../../support/postgres-server'
import { createDatabase } from '../../support/test-database'
import { bundleProgram } from '../bundle'
import { load } from '../machine'
import { type CallKind, Calls, callKinds } from './calls'
import { type Checked, check } from './check'
import { type SimulatedTime, simulatedNow } from './clock'
import { type DayDone, liveThrough } from './day'
import { FigureLag } from './figure-lag'
import { busiestOf, type Percentiles, percentilesOf } from './figures'
import { groundOf, plantGround } from './ground'
import { grown, type Relation, relations, type Wal, walOf, walSince } from './growth'
import { SIMULATED_DAY, type SimulateOptions } from './options'
import { Sampler, type Use } from './sample'

export interface Simulated {
  readonly suite: 'simulate'
  readonly options: SimulateOptions
  readonly load: number
  readonly plantedInSeconds: number
  readonly seconds: number
  /** Simulated time, `19:02`. */
  readonly ended: number
  readonly tally: Omit<DayDone['tally'], 'batches' | 'rejected'> & {
    readonly rejected: Readonly<Record<string, number>>
    readonly batch: Percentiles
  }
  readonly calls: Readonly<Record<CallKind, Percentiles & { readonly sent: number; readonly told: number }>>
  readonly failures: Readonly<Record<string, number>>
  readonly lateness: Percentiles
  /** Calls a second, of the busiest ten. */
  readonly busiest: number
  readonly lag: {
    readonly online: { readonly sinceSave: Percentiles; readonly sinceSent: Percentiles }
    readonly offline: { readonly sinceSave: Percentiles; readonly sinceSent: Percentiles }
  }
  readonly uses: readonly Use[]
  readonly looks: number
  readonly allTaken: number
  readonly waits: Readonly<Record<string, number>>
  /** Null on PGlite, whose log nobody asks for. */
  readonly wal: Wal | null
  readonly grown: readonly Relation[]
  readonly checked: Checked
}

/** As `config/tasks/build-host.mjs` leaves out of the server. */
const OUTSIDE = ['@electric-sql/pglite', '@electric-sql/pglite/*', 'exceljs', 'wx-server-sdk']
/** As somebody would set up a server of this size; commits wait for the disk. */
const SETTINGS = ['shared_buffers=2GB', 'max_wal_size=8GB', 'wal_compression=on', 'track_wal_io_timing=on']

export async function simulate(options: SimulateOptions, say: (line: string) => void): Promise<Simulated> {
  const ends: (() => unknown)[] = []
  const folder = mkdtempSync(path.join(tmpdir(), 'qiaomen-simulate-'))
  ends.push(() => rmSync(folder, { recursive: true, force: true }))
  try {
    const url = options.engine === 'postgres' ? await newUrl(ends) : null
    const data = path.join(folder, 'data')
    const midnight = startOfDay(SIMULATED_DAY)
    const began = Date.now()
    const ground = groundOf(options, midnight)
    const { before, wal } = await during(url, data, async (database) => {
      await migrate(database.kysely)
      const context = testContext(database)
      context.clock.time = midnight
      await plantGround(context, ground, options.seed, midnight, say)
      return {
        before: await relations(database.kysely),
        wal: url === null ? null : await walOf(database.kysely),
      }
    })
    const plantedInSeconds = Math.round((Date.now() - began) / 1000)
    say(`${options.units} units, ${options.workers} workers planted in ${plantedInSeconds} s`)
    const clock = path.join(folder, 'clock')
    const hosts = await startServers(options, url, data, clock, midnight + options.from, ends)
    const loadBefore = load()
    const calls = new Calls(hosts.map((host) => host.url))
    ends.push(() => calls.close())
    const time: SimulatedTime = { start: midnight + options.from, wall: Date.now() + 500, speed: options.speed }
    writeFileSync(clock, JSON.stringify(time))
    const now = () => simulatedNow(time)
    const lag = new FigureLag(ground.units, now)
    const sampler = await Sampler.begin(
      hosts.map(({ pid }) => pid),
      url,
    )
    const started = Date.now()
    const done = await liveThrough(ground, options, midnight, { now, calls, lag })
    const seconds = (Date.now() - started) / 1000
    await sampler.end()
    for (const host of hosts) await host.stop()
    const after = await during(url, data, async ({ kysely }) => ({
      grown: grown(before, await relations(kysely)),
      wal: wal === null ? null : walSince(wal, await walOf(kysely)),
      checked: await check(kysely, done),
    }))
    const { batches, rejected, ...tally } = done.tally
    const lagOf = (online: boolean) => {
      const own = lag.seen.filter((seen) => seen.online === online)
      return {
        sinceSave: percentilesOf(own.map(({ sinceSave }) => sinceSave)),
        sinceSent: percentilesOf(own.map(({ sinceSent }) => sinceSent)),
      }
    }
    return {
      suite: 'simulate',
      options,
      load: loadBefore,
      plantedInSeconds,
      seconds,
      ended: done.ended - midnight,
      tally: { ...tally, rejected: Object.fromEntries(rejected), batch: percentilesOf(batches) },
      calls: Object.fromEntries(
        callKinds.map((kind) => {
          const { times, sent, told } = calls.tallies[kind]
          return [kind, { ...percentilesOf(times), sent, told }]
        }),
      ) as Simulated['calls'],
      failures: Object.fromEntries(calls.failures),
      lateness: percentilesOf(done.lateness),
      busiest: busiestOf(done.answered),
      lag: { online: lagOf(true), offline: lagOf(false) },
      uses: sampler.uses,
      looks: sampler.looks,
      allTaken: sampler.allTaken,
      waits: Object.fromEntries(sampler.waits),
      ...after,
    }
  } finally {
    for (const end of ends.reverse()) await end()
  }
}

async function newUrl(ends: (() => unknown)[]): Promise<string> {
  const server = await startPostgres({ durable: true, settings: SETTINGS })
  ends.push(server.stop)
  return (await createDatabase(server.url)).url
}

async function startServers(
  { servers, engine }: SimulateOptions,
  url: string | null,
  data: string,
  clock: string,
  start: number,
  ends: (() => unknown)[],
): Promise<readonly HostProcess[]> {
  const program = bundleProgram(path.resolve(__dirname, 'server.ts'), OUTSIDE)
  ends.push(program.remove)
  const hosts: HostProcess[] = []
  // PGlite's folder has one owner.
  for (let nth = 0; nth < (engine === 'pglite' ? 1 : servers); nth += 1) {
    const host = await startHost(program.file, {
      PORT: String(await freePort()),
      DATA_DIR: data,
      QIAOMEN_MODE: 'real',
      LOG_LEVEL: 'error',
      SIMULATED_CLOCK: clock,
      SIMULATED_START: String(start),
      ...testKeys,
      ...(url === null ? {} : { DATABASE_URL: url }),
    })
    ends.push(host.stop)
    hosts.push(host)
  }
  return hosts
}

/** The database, while no server has it: PGlite's folder has one owner. */
async function during<T>(url: string | null, data: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database =
    url === null
      ? databaseOn(await openPglite(data), 'pglite')
      : databaseOn(
          openPostgres(url, () => {}),
          'postgres',
        )
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}
