import * as v from 'valibot'
import { openSession } from '../../../src/cloud/session/open-session'
import { signedInAnswer } from '../../../src/contract/session'
import type { DeviceId } from '../../../src/domain/ids'
import { DAY } from '../../../src/domain/time'
import { newDeviceId, type TestContext } from '../../support/field-fixture'
import type { Walker } from '../walkers'

/** What a browser and a mini program keep of a session that the server opened. */
export interface SignedIn {
  readonly device: string
  /** As the app stores it. */
  readonly session: string
  readonly access: string
  readonly refresh: string
}

interface Opened {
  readonly device: DeviceId
  readonly session: string
  readonly access: string
  readonly refresh: string
}

/** `other`: on a phone of its own beside the first one. */
export async function signedIn(context: TestContext, { person }: Walker, other = false): Promise<Opened> {
  const device = other ? newDeviceId() : person.device
  const terms = { kind: 'web', sessionLives: 30 * DAY, tokenLives: 30 * DAY } as const
  const { access, refresh, session } = await openSession(context, person, device, terms)
  if (refresh === null) throw new Error('a web session without a refresh token')
  return { access, refresh, session, device }
}

/** Asks the server who this is, as the app does when its token has run out. */
export async function askedWho(url: string, opened: Opened): Promise<SignedIn> {
  const response = await fetch(`${url}/fn/session`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      cookie: `qm-access=${opened.access}; qm-refresh=${opened.refresh}`,
      'x-session': opened.session,
      origin: url,
    },
    body: JSON.stringify({ action: 'refresh' }),
  })
  const { session, token, demo, staff } = v.parse(signedInAnswer, await response.json())
  const cookies = new Map(
    response.headers.getSetCookie().map((one) => one.split(';')[0]?.split('=') as [string, string]),
  )
  return {
    device: opened.device,
    session: JSON.stringify({ session, token, demo, staff }),
    access: cookies.get('qm-access') ?? opened.access,
    refresh: cookies.get('qm-refresh') ?? opened.refresh,
  }
}
