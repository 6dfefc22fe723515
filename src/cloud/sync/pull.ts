import type { Context } from '#cloud/context'
import { judge } from '#cloud/operations/judge'
import { ok, type Result } from '#cloud/result'
import type { UnitAsked } from '#cloud/session/unit-for'
import { PAGE_OF_CHANGES } from '#contract/limits'
import type { Problem } from '#contract/problem'
import type { PullAnswer, PullRequest } from '#contract/pull'
import type { Staff } from '#domain/staff'
import { dayOf, type LocalDate } from '#domain/time'
import type { Viewer } from './case-rows'
import { seenBy } from './case-view'
import { kindsFor, type Read, readChanges, readIndex, readOwn } from './changes'
import { allOf, type Cursor, type IndexPlace, indexStart, isAllOf, readCursor, writeCursor } from './cursor'
import type { Arrived } from './scope'

/** The first version whose devices know cases. */
const CASES_SINCE = 2

/** The next page of what this person may hold, and the scope where the device names another. */
export async function pull(
  context: Context,
  { actor: { staff }, scope }: Arrived,
  asked: UnitAsked,
  request: PullRequest,
): Promise<Result<PullAnswer>> {
  const serverTime = context.clock.now()
  const cases = request.protocol >= CASES_SINCE
  const changed = request.scope !== scope.grant.hash
  const grant = changed ? { scope: scope.grant } : {}
  // Not a problem but an answer, so that the device clears its copy (F16).
  if (!scope.onDuty)
    return ok({ ...grant, changes: [], cursor: writeCursor(allOf(scope.head), cases), more: false, serverTime })
  const refused = mayPull(staff, asked, dayOf(serverTime))
  if (refused) return { ok: false, problem: refused }

  const known = readCursor(request.cursor, cases)
  // Ahead of the log: the server was restored from an older copy. What the device has is not to be built upon.
  const usable = known !== null && known.seq <= scope.head ? known : null
  const start = usable ?? { ...allOf(scope.head), index: indexStart }
  // A new scope brings new buildings: their list is given again, then the changes go on from where the device was.
  const cursor = changed && usable !== null ? { ...start, index: indexStart } : start
  const reader = { context, viewer: { staff, ...asked }, cases, head: scope.head }
  const page = cursor.index === null ? await changesPage(reader, cursor) : await indexPage(reader, cursor, cursor.index)
  const changes = await seenBy(context, reader.viewer, page.changes)
  if (!changes.ok) return changes
  return ok({
    ...grant,
    changes: [...changes.answer],
    cursor: writeCursor(page.cursor, cases),
    more: page.more,
    serverTime,
  })
}

function mayPull(staff: Staff, { unitId, stationId }: UnitAsked, today: LocalDate): Problem | undefined {
  return staff.role === 'police'
    ? judge(staff, 'police.read', { unitId, station: stationId }, today)
    : judge(staff, 'stock.read', { unitId, owner: staff.id }, today)
}

interface Reader {
  readonly context: Context
  readonly viewer: Viewer
  readonly cases: boolean
  readonly head: number
}

interface Page {
  readonly changes: readonly Read[]
  readonly cursor: Cursor
  readonly more: boolean
}

async function changesPage({ context, viewer, cases, head }: Reader, cursor: Cursor): Promise<Page> {
  // Most pulls by far: whoever has read up to the head has everything, and no table needs to be asked.
  if (isAllOf(cursor, head)) return { changes: [], cursor, more: false }
  const rows = await readChanges(context, viewer, kindsFor(viewer.staff, cases), cursor, PAGE_OF_CHANGES + 1)
  const page = rows.slice(0, PAGE_OF_CHANGES)
  const last = page.at(-1)
  const more = rows.length > page.length
  const reached =
    more && last !== undefined ? { seq: last.seq, kind: last.kind, key: last.key, index: null } : allOf(head)
  return { changes: page.map(({ change }) => change), cursor: reached, more }
}

/** Buildings and cases by id; with the first page the own stock and the last seven days. */
async function indexPage({ context, viewer, cases, head }: Reader, cursor: Cursor, after: IndexPlace): Promise<Page> {
  const wanted = kindsFor(viewer.staff, cases)
  const rows = await readIndex(context, viewer, wanted, after, PAGE_OF_CHANGES + 1)
  const own = after.kind === indexStart.kind && after.key === indexStart.key ? await readOwn(context, viewer.staff) : []
  const page = rows.slice(0, PAGE_OF_CHANGES)
  const last = page.at(-1)
  const changes = [...own, ...page.map(({ change }) => change)]
  if (rows.length > page.length && last !== undefined)
    return { changes, cursor: { ...cursor, index: { kind: last.kind, key: last.key } }, more: true }
  return { changes, cursor: { ...cursor, index: null }, more: cursor.seq < head }
}
