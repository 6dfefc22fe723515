import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import * as v from 'valibot'
import { newDevice } from '../../weapp/device'
import { boot } from '../../weapp/harness'
import { bundleProgram } from '../bundle'
import type { SignedIn } from './signed-in'

const dist = path.resolve(__dirname, '../../../dist/weapp')

/** ms, one of each process. */
export interface Boots {
  readonly loaded: readonly number[]
  readonly drawn: readonly number[]
  /** Processor time of the whole process until then, its collecting of garbage beside it, too. */
  readonly own: readonly number[]
}

/** What the mini program stores once it holds these doors: it runs, with the server behind `callFunction`, until it does. */
export async function filledStorage(
  url: string,
  { device, session, access }: SignedIn,
  doors: number,
  file: string,
): Promise<void> {
  const phone = newDevice()
  phone.storage.set('device', device, 'setStorageSync')
  phone.storage.set('session', JSON.stringify({ ...JSON.parse(session), token: access }), 'setStorageSync')
  const app = boot({
    dist,
    device: phone,
    async callFunction(name, data) {
      const { token, ...body } = data as { token?: string }
      const response = await fetch(`${url}/fn/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
      })
      return response.json()
    },
  })
  const started = Date.now()
  while (heldIn(phone) < doors) {
    if (Date.now() - started > 300_000)
      throw new Error(`${heldIn(phone)} doors are held; ${app.route} shows ${app.text()}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  app.kill()
  const { storage } = phone
  writeFileSync(file, JSON.stringify(Object.fromEntries(storage.info().keys.map((key) => [key, storage.get(key)]))))
}

function heldIn({ storage }: ReturnType<typeof newDevice>): number {
  const buildings = storage.info().keys.filter((key) => /\/b\//.test(key))
  return buildings.reduce((sum, key) => sum + (String(storage.get(key)).match(/"room":/g) ?? []).length, 0)
}

const told = v.object({ loaded: v.number(), drawn: v.number(), own: v.number() })

/** Each boot is a process of its own: nothing is compiled yet, as on a phone. */
export function boots(file: string, runs: number): Boots {
  const program = bundleProgram(path.join(__dirname, 'boot-program.ts'))
  try {
    const all = Array.from({ length: runs }, () => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [program.file, dist, file], { encoding: 'utf8' })
      if (status !== 0) throw new Error(stderr)
      return v.parse(told, JSON.parse(stdout))
    })
    const of = (name: keyof Boots) => all.map((one) => one[name])
    return { loaded: of('loaded'), drawn: of('drawn'), own: of('own') }
  } finally {
    program.remove()
  }
}
