import { setTimeout as sleep } from 'node:timers/promises'
import { openPostgres } from '../../../src/cloud/db/open-postgres'
import type { LocalDate } from '../../../src/domain/time'
import { httpClient } from '../http-client'
import type { Grounds } from '../own-server'
import type { Shape } from '../push/shape'
import { clientOf, type Side, side } from '../push/sides'
import type { Walker } from '../walkers'
import type { Central } from './central'
import { submissionOf } from './visit-form'

/** As long as it may go on in the background with a round. */
const LONGEST = 300_000

/**
 * By its plain REST road, one statement shorter than the one that Collect takes (which asks first whether the record is there): each phone
 * with a key of its own.
 */
export function centralSide(central: Central, shape: Shape, first: LocalDate, walkers: readonly Walker[]): Side {
  const clients = central.phones.map(() => httpClient(central.url))
  const send: Side['send'] = async (device, batch) => {
    for (const operation of batch) {
      const key = central.phones[device] ?? ''
      // A function: Central's keys may hold `$$`, which a replacement's text would make one of.
      const at = `${central.form.replace('/v1/', () => `/v1/key/${key}/`)}/submissions`
      const { status, text } = await clientOf(clients, device).post(at, submissionOf(operation), undefined, 'text/xml')
      if (status !== 200 || !text.includes(operation.id)) throw new Error(`ODK Central: ${status} ${text}`)
    }
  }
  return side('ODK Central', walkers, clients, shape, first, send)
}

export interface Backlog {
  /**
   * What it answered goes on in its workers. Whoever's turn is next must not pay for that; and it is part of what a record costs. Gives the
   * seconds until nothing is left.
   */
  workedOff(): Promise<number>
  /** A process of the PostgreSQL that both servers use. */
  readonly backend: number
}

export async function backlogOf(grounds: Grounds, { database }: Central): Promise<Backlog> {
  const pool = openPostgres(database, () => {})
  const connection = await pool.connect()
  grounds.onEnd(() => {
    connection.release()
    return pool.end()
  })
  const ask = async (statement: string) => Number(((await connection.query(statement, [])).rows[0] as { n: number }).n)
  return {
    backend: await ask('select pg_backend_pid() as n'),
    async workedOff() {
      const began = performance.now()
      while (performance.now() - began < LONGEST) {
        if ((await ask(LEFT)) === 0) return (performance.now() - began) / 1000
        await sleep(200)
      }
      throw new Error('ODK Central does not come to an end with its work')
    },
  }
}

const LEFT = `select count(*) as n from audits where action = 'submission.create' and processed is null`
