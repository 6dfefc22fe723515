import path from 'node:path'
import type { Operation } from '../../../src/contract/operation'
import { PROTOCOL } from '../../../src/contract/protocol'
import type { LocalDate } from '../../../src/domain/time'
import { freePort, type HostProcess, startHost } from '../../support/host-process'
import { bundleProgram } from '../bundle'
import { type HttpClient, httpClient } from '../http-client'
import type { Grounds } from '../own-server'
import { plant, visitsOf, type Walker } from '../walkers'
import type { Shape } from './shape'

/** One of the servers that are compared, and its devices. */
export interface Side {
  readonly name: 'ours' | 'ours on PGlite' | 'bare insert' | 'ODK Central'
  /** Ends when a batch is stored; throws when it is not all of it. */
  send(device: number, batch: readonly Operation[]): Promise<void>
  batchesOf(device: number, round: number): readonly (readonly Operation[])[]
  readonly devices: number
  close(): void
}

export interface OurSide {
  readonly side: Side
  readonly walkers: readonly Walker[]
  readonly host: HostProcess
  /** Of its database; null: PGlite inside of the server. */
  readonly database: string | null
}

/** Our server, whole: from the token to the feed. */
export async function ourSide(
  name: 'ours' | 'ours on PGlite',
  grounds: Grounds,
  shape: Shape,
  first: LocalDate,
): Promise<OurSide> {
  const url = name === 'ours' ? await grounds.newUrl() : null
  const { host, filled } = await grounds.start(url, (context) =>
    plant(context, shape.communities, shape.buildings, first),
  )
  const clients = filled.slice(0, shape.devices).map(() => httpClient(host.url))
  const send = async (device: number, batch: readonly Operation[]) => {
    const walker = walkerOf(filled, device)
    const { unitId: unit, device: id } = walker.person
    const body = JSON.stringify({ action: 'push', protocol: PROTOCOL, unit, device: id, pending: 0, operations: batch })
    const { status, text } = await clientOf(clients, device).post('/fn/sync', body, walker.token)
    const applied = text.split('"applied"').length - 1
    if (status !== 200 || applied !== batch.length) throw new Error(`${name}: ${applied} of ${batch.length}: ${text}`)
  }
  return { side: side(name, filled, clients, shape, first, send), walkers: filled, host, database: url }
}

/** One statement a batch, in a database of its own of the same server. */
export async function bareSide(
  grounds: Grounds,
  shape: Shape,
  first: LocalDate,
  walkers: readonly Walker[],
): Promise<Side> {
  const program = bundleProgram(path.resolve(__dirname, '../bare/push-server.ts'))
  grounds.onEnd(program.remove)
  const host = await startHost(program.file, { PORT: String(await freePort()), DATABASE_URL: await grounds.newUrl() })
  grounds.onEnd(host.stop)
  const clients = walkers.slice(0, shape.devices).map(() => httpClient(host.url))
  const send = async (device: number, batch: readonly Operation[]) => {
    const { text } = await clientOf(clients, device).post('/', JSON.stringify({ operations: batch }))
    if (text !== `{"stored":${batch.length}}`) throw new Error(`bare insert: ${text}`)
  }
  return side('bare insert', walkers, clients, shape, first, send)
}

export function side(
  name: Side['name'],
  walkers: readonly Walker[],
  clients: readonly HttpClient[],
  shape: Shape,
  first: LocalDate,
  send: Side['send'],
): Side {
  const { batch, batches } = shape
  return {
    name,
    send,
    devices: clients.length,
    batchesOf(device, round) {
      const from = round * batches * batch
      const all = visitsOf(walkerOf(walkers, device), first, from, batches * batch, device * 1000 + round)
      return Array.from({ length: batches }, (_, nth) => all.slice(nth * batch, (nth + 1) * batch))
    },
    close() {
      for (const client of clients) client.close()
    },
  }
}

function walkerOf(walkers: readonly Walker[], device: number): Walker {
  const walker = walkers[device]
  if (walker === undefined) throw new Error(`No walker ${device}`)
  return walker
}

export function clientOf(clients: readonly HttpClient[], device: number): HttpClient {
  const client = clients[device]
  if (client === undefined) throw new Error(`No client ${device}`)
  return client
}
