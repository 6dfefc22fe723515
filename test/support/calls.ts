import type { Context } from '#cloud/context'
import type { Answer } from '#cloud/handlers/handler'
import { functions } from '#cloud/handlers/registry'
import { openSession } from '#cloud/session/tokens'
import type { BuildingAnswer, PullAnswer } from '#contract/pull'
import type { PushAnswer } from '#contract/push'
import type { Staff } from '#domain/staff'
import { newDeviceId } from './field-fixture'

/** Calls a function as the wire does, with the answers' JSON. */
export async function call(
  context: Context,
  name: string,
  body: unknown,
  token: string | null,
  openid: string | null = null,
  from: string | null = '127.0.0.1',
): Promise<Answer> {
  const found = functions.get(name)
  if (found === undefined) throw new Error(`no function ${name}`)
  const answer = await found.handler({ context, body, token, openid, from })
  return { ...answer, body: JSON.parse(JSON.stringify(answer.body)) }
}

export async function tokenOf(context: Context, staff: Staff): Promise<string> {
  return (await openSession(context, staff, newDeviceId())).token
}

export const codeOf = ({ body }: Answer): number | undefined => (body as { problem?: { code: number } }).problem?.code
export const pulled = ({ body }: Answer): PullAnswer => body as PullAnswer
export const pushed = ({ body }: Answer): PushAnswer => body as PushAnswer
export const building = ({ body }: Answer): BuildingAnswer => body as BuildingAnswer
