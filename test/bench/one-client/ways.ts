import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { PROTOCOL } from '../../../src/contract/protocol'
import type { LocalDate } from '../../../src/domain/time'
import { freePort, startHost } from '../../support/host-process'
import { bundleProgram } from '../bundle'
import { httpClient } from '../http-client'
import type { Grounds } from '../own-server'
import { plant, visitsOf, type Walker } from '../walkers'
import { type Measured, runClient } from './clients'
import { type Documents, perDay } from './documents'
import { PAGE } from './pages'

/** A client and its server. Each round begins with an empty client. */
export interface Way {
  push(round: number): Promise<Measured>
  pull(round: number): Promise<Measured>
}

const peer = (name: string) => path.resolve(__dirname, '../peers', name)
const page = String(PAGE)

function ourClient(grounds: Grounds): string {
  const program = bundleProgram(path.resolve(__dirname, 'our-client.ts'))
  grounds.onEnd(program.remove)
  return program.file
}

/** A server of memory alone for one client, new each time. */
async function onBareServer<T>(file: string, documents: Documents, work: (url: string) => Promise<T>): Promise<T> {
  const host = await startHost(file, { PORT: String(await freePort()), DOORS: documents.doors })
  try {
    return await work(host.url)
  } finally {
    await host.stop()
  }
}

function bareServer(grounds: Grounds): string {
  const program = bundleProgram(path.resolve(__dirname, 'bare-sync-server.ts'))
  grounds.onEnd(program.remove)
  return program.file
}

export async function bareWay(grounds: Grounds, documents: Documents): Promise<Way> {
  const [client, server] = [ourClient(grounds), bareServer(grounds)]
  const account = { UNIT: 'c01', STAFF: 'c01-s1', DEVICE: '01a175b8-ae80-7533-a490-89b76de012de' }
  const run = (WHAT: 'push' | 'pull') =>
    onBareServer(server, documents, (url) =>
      runClient(client, { ...account, URL: url, WHAT, OPERATIONS: documents.operations }, () => told(url)),
    )
  return { push: () => run('push'), pull: () => run('pull') }
}

/** From now on all its doors are news. */
async function told(url: string): Promise<void> {
  const client = httpClient(url)
  await client.post('/change', '{}')
  client.close()
}

export async function rxWay(grounds: Grounds, documents: Documents): Promise<Way> {
  const server = bareServer(grounds)
  const run = (WHAT: 'push' | 'pull') =>
    onBareServer(server, documents, (url) =>
      runClient(peer('rxdb-client.mjs'), { URL: url, WHAT, OPERATIONS: documents.operations, PAGE: page }),
    )
  return { push: () => run('push'), pull: () => run('pull') }
}

export async function pouchWay(grounds: Grounds, folder: string, documents: Documents): Promise<Way> {
  const host = await startHost(peer('pouchdb-server.mjs'), { PORT: String(await freePort()), FOLDER: folder })
  grounds.onEnd(host.stop)
  const { operations: OPERATIONS, doors: DOORS } = documents
  const run = (WHAT: 'push' | 'pull') =>
    runClient(peer('pouchdb-client.mjs'), { URL: host.url, WHAT, OPERATIONS, DOORS, PAGE: page })
  return { push: () => run('push'), pull: () => run('pull') }
}

/** As many residential buildings of 44 doors as the documents need doors. */
const DOORS_OF_BUILDING = 44

/** On our server whole, on PostgreSQL. Each round has a community of its own, whose people may visit every door. */
export async function ourWay(
  grounds: Grounds,
  folder: string,
  first: LocalDate,
  rounds: number,
  count: number,
): Promise<Way> {
  const client = ourClient(grounds)
  const buildings = Math.ceil(count / DOORS_OF_BUILDING)
  const { host, filled } = await grounds.start(await grounds.newUrl(), async (context) => {
    const walkers = await plant(context, rounds, buildings, first)
    await sql`update staff set scope = jsonb_build_object('kind', 'buildings', 'buildingIds',
      (select jsonb_agg(building_id) from building where building.unit_id = staff.unit_id)) where role = 'grid'`.execute(
      context.db,
    )
    const doors = await context.db.selectFrom('door').select(['unit_id', 'door_id']).orderBy('door_id').execute()
    return walkers.map((walker) => ({
      ...walker,
      doors: doors.filter(({ unit_id }) => unit_id === walker.person.unitId).map(({ door_id }) => door_id),
    }))
  })
  const walkersOf = (round: number) => filled.filter(({ person }) => person.unitId === filled[round * 4]?.person.unitId)
  const env = ({ person, token }: Walker) => ({
    URL: host.url,
    TOKEN: token,
    UNIT: person.unitId,
    STAFF: person.id,
    DEVICE: person.device,
  })
  return {
    push(round) {
      const [walker] = walkersOf(round)
      if (walker === undefined) throw new Error(`Nobody in round ${round}`)
      const OPERATIONS = path.join(folder, `visits-${round}.json`)
      writeFileSync(OPERATIONS, JSON.stringify(visitsOf(walker, first, 0, count, round, perDay(count))))
      return runClient(client, { ...env(walker), WHAT: 'push', OPERATIONS })
    },
    pull(round) {
      const [, visitor, reader] = walkersOf(round)
      if (visitor === undefined || reader === undefined) throw new Error(`Nobody in round ${round}`)
      return runClient(client, { ...env(reader), WHAT: 'pull' }, () => visitAll(host.url, visitor, first, count, round))
    },
  }
}

/** A colleague's phone visits every door once more. */
async function visitAll(url: string, walker: Walker, first: LocalDate, count: number, round: number): Promise<void> {
  const client = httpClient(url)
  const { unitId: unit, device } = walker.person
  const all = visitsOf(walker, first, 0, count, 1000 + round, perDay(count))
  for (let at = 0; at < all.length; at += PAGE) {
    const operations = all.slice(at, at + PAGE)
    const body = JSON.stringify({ action: 'push', protocol: PROTOCOL, unit, device, pending: 0, operations })
    const { status, text } = await client.post('/fn/sync', body, walker.token)
    if (status !== 200 || text.includes('rejected')) throw new Error(text)
  }
  client.close()
}
