import { type Problem, problem } from '#contract/problem'
import { PROTOCOL } from '#contract/protocol'
import { type PullAnswer, type PullRequest, pullAnswer } from '#contract/pull'
import { type Answer, type Caller, networkProblem } from './call'
import type { CloudCopy } from './cloud-copy'
import type { CopyLock } from './copy-lock'
import type { Account } from './engine-api'
import type { Meta } from './meta'

interface PullParts {
  readonly account: Account
  readonly copy: CloudCopy
  readonly locked: CopyLock
  readonly caller: Caller
  readonly meta: Meta
  readonly pending: () => number
  readonly changed: () => void
  /** False once the copy was cleared: a run that was out then must not fill it again. */
  readonly alive: () => boolean
}

/** A cloud that always says `more` must not keep a phone awake: 500 changes a page make this half a million. */
const MOST_PAGES = 1000

/** Where a page begins, as the request names it. */
type Place = Pick<PullRequest, 'cursor' | 'scope'>

interface Ahead {
  readonly place: Place
  readonly heard: () => Promise<Answer<PullAnswer>>
}

/**
 * Takes pages of changes until there are no more. Tells what stopped it. While a page is written, the one after it is under way, never more; it
 * is heard in its turn, and only if the copy has then come to where it begins.
 */
export async function pull({
  account,
  copy,
  locked,
  caller,
  meta,
  pending,
  changed,
  alive,
}: PullParts): Promise<Problem | null> {
  const from = ({ cursor, scope }: Place): PullRequest => ({
    action: 'pull',
    protocol: PROTOCOL,
    unit: account.unit,
    device: account.device,
    pending: pending(),
    cursor,
    scope,
  })
  let ahead: Ahead | null = null
  for (let page = 1; page <= MOST_PAGES; page++) {
    const { cursor, scope } = copy.index()
    const place: Place = { cursor, scope: scope?.hash ?? null }
    const answer: Answer<PullAnswer> = await (ahead !== null && isSame(ahead.place, place)
      ? ahead.heard()
      : caller.sync(from(place), pullAnswer))
    ahead = null
    switch (answer.kind) {
      case 'not-sent':
      case 'no-answer':
        return networkProblem(answer.kind)
      case 'problem':
        return answer.problem
      case 'answer': {
        const { more, serverTime, cursor: next, scope: grant, changes } = answer.value
        if (more && page < MOST_PAGES && alive()) {
          const after: Place = { cursor: next, scope: grant?.hash ?? place.scope }
          ahead = { place: after, heard: caller.ahead(from(after), pullAnswer) }
        }
        const news = next !== cursor || grant !== undefined || changes.length > 0
        // Null when another tab holds on, false when there is no room: either way the cursor stays, and so does the page.
        if (news && !(await locked(() => !alive() || applyIfCurrent(copy, cursor, answer.value)))) return problem(1001)
        if (!alive()) return null
        if (!more) meta.note({ lastPulledAt: serverTime })
        changed()
        if (!more) return null
        break
      }
      default:
        return answer satisfies never
    }
  }
  return null
}

function isSame(one: Place, other: Place): boolean {
  return one.cursor === other.cursor && one.scope === other.scope
}

/** The copy may have been cleared while the call was out: then the page is another copy's, and the next one starts anew. */
function applyIfCurrent(copy: CloudCopy, from: string | null, answer: Parameters<CloudCopy['apply']>[1]): boolean {
  return copy.index().cursor !== from || copy.apply(from, answer)
}
