import type { Context } from '#cloud/context'
import { type Answer, bodyWithToken, type Call } from '#cloud/handlers/handler'
import { functions } from '#cloud/handlers/registry'
import { openSession } from '#cloud/session/open-session'
import type { BuildingAnswer, PullAnswer } from '#contract/pull'
import type { PushAnswer } from '#contract/push'
import type { Staff } from '#domain/staff'
import { DAY } from '#domain/time'
import { newDeviceId } from './field-fixture'

/** Calls a function as the wire does, with the answers' JSON; a token comes in the body, as on WeChat. */
export async function call(
  context: Context,
  name: string,
  body: unknown,
  token: string | null,
  openid: string | null = null,
  from: string | null = '127.0.0.1',
  more: Partial<Call> = {},
): Promise<Answer> {
  const found = functions.get(name)
  if (found === undefined) throw new Error(`no function ${name}`)
  const answer = await found.handler({ context, body, token, openid, from, ...more })
  return { ...answer, body: JSON.parse(JSON.stringify(bodyWithToken(answer))) }
}

/** Of a session that lasts as long as any story here. */
export async function tokenOf(context: Context, staff: Staff): Promise<string> {
  const terms = { kind: 'web', sessionLives: 30 * DAY, tokenLives: 30 * DAY } as const
  return (await openSession(context, staff, newDeviceId(), terms)).access
}

export const codeOf = ({ body }: Answer): number | undefined => (body as { problem?: { code: number } }).problem?.code
export const pulled = ({ body }: Answer): PullAnswer => body as PullAnswer
export const pushed = ({ body }: Answer): PushAnswer => body as PushAnswer
export const building = ({ body }: Answer): BuildingAnswer => body as BuildingAnswer
