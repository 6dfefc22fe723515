import type { Context } from '#cloud/context'
import { judge } from '#cloud/operations/judge'
import { ok, type Result } from '#cloud/result'
import type { Actor } from '#cloud/session/authenticate'
import { PAGE_OF_CHANGES } from '#contract/limits'
import { problem } from '#contract/problem'
import type { Change, PullAnswer, PullRequest } from '#contract/pull'
import { dayOf } from '#domain/time'
import { readBuildings, readChanges, readOwn } from './changes'
import { allOf, type Cursor, readCursor, writeCursor } from './cursor'
import { readScope } from './scope'

/** The next page of what this person may hold, and the scope where the device names another. */
export async function pull(context: Context, actor: Actor, request: PullRequest): Promise<Result<PullAnswer>> {
  const { staff } = actor
  if (request.unit !== staff.unitId) return { ok: false, problem: problem(4031) }
  const serverTime = context.clock.now()
  const scope = await readScope(context, actor, request)
  const changed = request.scope !== scope.grant.hash
  const grant = changed ? { scope: scope.grant } : {}
  // Not a problem but an answer, so that the device clears its copy (F16).
  if (!scope.onDuty)
    return ok({ ...grant, changes: [], cursor: writeCursor(allOf(scope.head)), more: false, serverTime })
  const refused = judge(staff, 'stock.read', { unitId: staff.unitId, owner: staff.id }, dayOf(serverTime))
  if (refused) return { ok: false, problem: refused }

  const known = readCursor(request.cursor)
  // Ahead of the log: the server was restored from an older copy. What the device has is not to be built upon.
  const usable = known !== null && known.seq <= scope.head ? known : null
  const start = usable ?? { ...allOf(scope.head), index: '' }
  // A new scope brings new buildings: their list is given again, then the changes go on from where the device was.
  const cursor = changed && usable !== null ? { ...start, index: '' } : start
  const page =
    cursor.index === null
      ? await changesPage(context, actor, cursor, scope.head)
      : await indexPage(context, actor, cursor, cursor.index, scope.head)
  return ok({ ...grant, ...page, serverTime })
}

type Page = Pick<PullAnswer, 'changes' | 'cursor' | 'more'>

async function changesPage(context: Context, { staff }: Actor, cursor: Cursor, head: number): Promise<Page> {
  const rows = await readChanges(context, staff, cursor, PAGE_OF_CHANGES + 1)
  const page = rows.slice(0, PAGE_OF_CHANGES)
  const last = page.at(-1)
  const more = rows.length > page.length
  const reached =
    more && last !== undefined ? { seq: last.seq, kind: last.kind, key: last.key, index: null } : allOf(head)
  return { changes: page.map(({ change }) => change), cursor: writeCursor(reached), more }
}

/** The list of buildings by id; with its first page the own stock and the last seven days. */
async function indexPage(
  context: Context,
  { staff }: Actor,
  cursor: Cursor,
  after: string,
  head: number,
): Promise<Page> {
  const rows = await readBuildings(context, staff, after, PAGE_OF_CHANGES + 1)
  const own: readonly Change[] = after === '' ? await readOwn(context, staff) : []
  const page = rows.slice(0, PAGE_OF_CHANGES)
  const last = page.at(-1)
  if (rows.length > page.length && last !== undefined) {
    return {
      changes: [...own, ...page.map(({ change }) => change)],
      cursor: writeCursor({ ...cursor, index: last.key }),
      more: true,
    }
  }
  return {
    changes: [...own, ...page.map(({ change }) => change)],
    cursor: writeCursor({ ...cursor, index: null }),
    more: cursor.seq < head,
  }
}
