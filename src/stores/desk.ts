import * as v from 'valibot'
import { type Operation, operationSchema } from '#contract/operation'
import { PROTOCOL } from '#contract/protocol'
import { pushAnswer } from '#contract/push'
import type { UnitId } from '#domain/ids'
import type { Draft } from '#sync/engine-api'
import { refusal, type Sent } from './sent'
import { services } from './services'
import { read, useSession } from './session-store'

/** Deeds that left without an answer, by what they say: said again they are the same deed, so that it is never done twice. */
const unanswered = new Map<string, Operation>()

/**
 * For the street's people, who act in many units and keep none of them on the device: one operation, sent while they look. What
 * did not arrive is not kept; the form is still there, and sending it again sends the same operation.
 */
export async function sendFromDesk(draft: Draft, unit: UnitId): Promise<Sent> {
  const key = JSON.stringify([unit, draft])
  const written = unanswered.get(key) ?? write(draft, unit)
  if (written === null) return refused('内容不符合格式，请检查后再试')
  unanswered.set(key, written)
  const answer = read(
    pushAnswer,
    await services().transport.call('sync', {
      action: 'push',
      protocol: PROTOCOL,
      unit,
      device: services().device,
      pending: 0,
      operations: [written],
    }),
  )
  if (answer.kind === 'problem') return refused(`${refusal(answer.problem)}。内容还在，请再按一次`)
  const [outcome] = answer.value.outcomes
  if (outcome === undefined) return refused('服务器没有回答，内容还在，请再按一次')
  unanswered.delete(key)
  switch (outcome.kind) {
    case 'applied':
    case 'duplicate':
    case 'held':
      return { kind: 'delivered', id: written.id }
    case 'rejected':
      return refused(refusal(outcome.problem))
    default:
      return outcome satisfies never
  }
}

function write({ type, body, after }: Draft, unit: UnitId): Operation | null {
  const { now, newId, device } = services()
  const parsed = v.safeParse(operationSchema, {
    id: newId(),
    unit,
    author: useSession.getState().session?.staff.id,
    device,
    at: Math.round(now()),
    elapsed: 0,
    offset: null,
    ...(after === undefined ? {} : { after }),
    type,
    body,
  })
  return parsed.success ? parsed.output : null
}

function refused(title: string): Sent {
  return { kind: 'refused', title, id: null }
}
