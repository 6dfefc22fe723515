import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { uuidv7 } from 'uuidv7'
import type { Database } from '#cloud/db/database'
import { migrate } from '#cloud/db/migrate'
import type { UnitId } from '#domain/ids'
import { HOUR } from '#domain/time'
import { tokenOf } from './calls'
import { RESIDENT } from './case-fixture'
import { createField, testContext } from './field-fixture'
import { openedBy } from './rotation-ground'

/** A community with many sealed alerts, and the officer who goes on entering them. */
export async function manyAlerts(database: Database, count: number) {
  await migrate(database.kysely)
  const context = testContext(database)
  context.clock.time = Date.now()
  const field = await createField(context)
  const alert = () =>
    field.operation(
      'alert.enter',
      {
        kind: 'dissuade',
        number: `N${uuidv7().slice(-12)}`,
        level: 'urgent',
        fraudType: 'fake-investment',
        source: 'report-110',
        raisedAt: Date.now() - HOUR,
        doorId: null,
        name: RESIDENT.name,
        phone: RESIDENT.phone,
        address: RESIDENT.address,
        clue: RESIDENT.clue,
      },
      { author: field.officer.id, at: Date.now() },
    )
  for (let left = count; left > 0; left -= 100)
    await field.push(Array.from({ length: Math.min(left, 100) }, alert), field.officer)
  const before = await openedBy(context, field.unit)
  return { unit: field.unit, device: field.device, alert, before, token: await tokenOf(context, field.officer) }
}

type Alerts = Awaited<ReturnType<typeof manyAlerts>>

/** Enters an alert and reads it again, as the officer's phone does; the id, once it was acknowledged and read. */
export async function enterAndRead(url: string, { unit, device, alert, token }: Alerts): Promise<string> {
  const operation = alert()
  const ask = async (name: string, body: object) => {
    const response = await fetch(`${url}/fn/${name}`, {
      method: 'POST',
      body: JSON.stringify({ unit, ...body }),
      headers: { authorization: `Bearer ${token}` },
    })
    return (await response.json()) as unknown
  }
  const pushed = { action: 'push', protocol: 1, device, pending: 0, operations: [operation] }
  expect(await ask('sync', pushed)).toMatchObject({ outcomes: [{ kind: 'applied' }] })
  expect(await ask('query', { action: 'case', id: operation.id })).toMatchObject({ police: { clue: RESIDENT.clue } })
  return operation.id
}

/** Everything that was sealed before, and all that was acknowledged since, opens. */
export async function expectAll(
  context: Parameters<typeof openedBy>[0],
  unit: UnitId,
  { before }: Pick<Alerts, 'before'>,
  acknowledged: readonly string[],
): Promise<void> {
  const after = await openedBy(context, unit)
  for (const [where, value] of before) expect(after.get(where)).toEqual(value)
  const phones = [...after].filter(([, value]) => value === RESIDENT.phone).map(([where]) => where)
  for (const id of acknowledged)
    expect(phones.filter((where) => where.includes(`${id}.phone`)).map((where) => where.split(' ')[0])).toEqual([
      'operation',
      'dissuasion',
    ])
}

export interface Command {
  readonly child: ChildProcess
  said(): string
  /** Once it has said that, or has ended without. */
  says(words: string): Promise<void>
  readonly ended: Promise<number | null>
}

/** A command on the server's data, as a person starts it. */
export function runCommand(file: string, args: readonly string[], env: Readonly<Record<string, string>>): Command {
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, [file, ...args], { env: { PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  let heard = () => {}
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      heard()
    })
  const ended = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : null))
  return {
    child,
    said: () => said,
    ended,
    says: (words) =>
      Promise.race([
        ended.then(() => {}),
        new Promise<void>((resolve) => {
          heard = () => {
            if (said.includes(words)) resolve()
          }
          heard()
        }),
      ]),
  }
}
