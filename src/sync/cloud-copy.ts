import type { DoorRow, PullAnswer } from '#contract/pull'
import type { BuildingId } from '#domain/ids'
import type { Budget } from './budget'
import { emptyIndex, type PagePlan, planPage, withDoors } from './copy'
import { packedIndex, packedJournal, type Seals } from './sealed-cases'
import type { Family, Shelf } from './shelf'
import type { StorageKeys } from './storage-keys'
import {
  type StoredBuilding,
  type StoredCase,
  type StoredIndex,
  type StoredJournal,
  storedBuilding,
  storedFetch,
  storedIndex,
  storedJournal,
} from './stored'

/** The device's copy of what the cloud knows. */
export interface CloudCopy {
  /** A page that a kill left half applied is seen whole. */
  index(): StoredIndex
  /** Null: not held. */
  building(id: BuildingId): StoredBuilding | null
  /** Whose doors are here. */
  held(): ReadonlySet<string>
  /** All of the page or, after a kill, all of it at the next open. False: no room even for the index; the cursor stays. */
  apply(from: string | null, answer: PullAnswer): boolean
  /** Ends what a kill cut. */
  finishJournal(): void
  beginFetch(id: BuildingId, token: string): boolean
  /** False: the building was let go or left the scope meanwhile, or there is no room. */
  endFetch(id: BuildingId, token: string, doors: StoredBuilding['doors']): boolean
  cancelFetch(id: BuildingId, token: string): void
  /** The key was read: what was sealed is looked at anew. */
  unlock(): void
  /** Some case's seal can't be opened: its key has gone. */
  isLocked(): boolean
  /** The next pull gives everything anew. */
  forgetCursor(): void
  /** Lets go of the cases that can't be opened, once the cloud has told all it knows. */
  dropLocked(): void
  /** Lets go of all cases, and asks for everything anew. */
  dropCases(): void
  clear(): void
}

export function createCloudCopy(shelf: Shelf, keys: StorageKeys, budget: Budget, seals: Seals): CloudCopy {
  const indexes = shelf.family(storedIndex, packedIndex(seals))
  const buildings = shelf.family(storedBuilding)
  const fetches = shelf.family(storedFetch)
  const journals = shelf.family(storedJournal, packedJournal(seals))
  let planned: { readonly base: StoredIndex | null; readonly journal: StoredJournal; readonly plan: PagePlan } | null =
    null

  /** The shelf's epoch at which no journal was there. One is only written inside of a change, so until it moves on none is looked for. */
  let noneAt: number | null = null

  /** What a journal found in the storage still has to do. */
  function unfinished(epoch: number | null): PagePlan | null {
    if (epoch !== null && epoch === noneAt) return null
    const journal = journals.read(keys.journal, epoch)
    if (journal === null) noneAt = epoch
    if (journal === null || isLost(journal)) return null
    const base = indexes.read(keys.index, epoch)
    if (planned?.base !== base || planned.journal !== journal) {
      planned = { base, journal, plan: planPage(base ?? emptyIndex, journal.from, journal.answer) }
    }
    return planned.plan
  }

  /** Half of a page is none: it comes again, for its cursor is not in the index yet, or all of the index is locked as well. */
  function isLost({ sealed }: StoredJournal): boolean {
    return sealed !== undefined && seals.current() !== null
  }

  function rewriteIndex(change: (index: StoredIndex) => StoredIndex): void {
    const index = indexes.readThrough(keys.index)
    if (index !== null) shelf.change(() => budget.write(indexes, keys.index, change(index)))
  }

  function perform(plan: PagePlan): boolean {
    performOn(buildings, keys.buildings, plan)
    performOn(fetches, keys.fetches, plan)
    return budget.write(indexes, keys.index, plan.index)
  }

  function performOn<T extends StoredBuilding>(family: Family<T>, prefix: string, plan: PagePlan): void {
    for (const name of shelf.names(prefix)) {
      const key = `${prefix}${name}`
      const rows = plan.doors.get(name)
      if (!plan.keeps(name)) shelf.remove(key)
      else if (rows !== undefined) applyDoors(family, key, rows)
    }
  }

  function applyDoors<T extends StoredBuilding>(family: Family<T>, key: string, rows: readonly DoorRow[]): void {
    const before = family.readThrough(key)
    if (before === null) return
    const after = withDoors(before, rows)
    // Without room for its changes a building would be silently old: better to let it go and fetch it again.
    if (after !== before && !budget.write(family, key, after)) shelf.remove(key)
  }

  /** Whether more than the index is written: the doors of a building that is here, or is being fetched. */
  function touchesDoors(plan: PagePlan): boolean {
    const here = [...shelf.names(keys.buildings), ...shelf.names(keys.fetches)]
    return here.some((name) => !plan.keeps(name) || plan.doors.has(name))
  }

  return {
    index() {
      const epoch = shelf.epoch()
      return unfinished(epoch)?.index ?? indexes.read(keys.index, epoch) ?? emptyIndex
    },
    building(id) {
      const epoch = shelf.epoch()
      const plan = unfinished(epoch)
      if (plan && !plan.keeps(id)) return null
      const found = buildings.read(keys.building(id), epoch)
      return found && plan ? withDoors(found, plan.doors.get(id) ?? []) : found
    },
    held() {
      const plan = unfinished(shelf.epoch())
      return new Set(shelf.names(keys.buildings).filter((name) => plan === null || plan.keeps(name)))
    },
    apply: (from, answer) =>
      shelf.change(() => {
        const plan = planPage(indexes.readThrough(keys.index) ?? emptyIndex, from, answer)
        noneAt = null
        // One write is whole by itself.
        const journaled = touchesDoors(plan) && budget.write(journals, keys.journal, { from, answer })
        // Where there is no room for the journal, the page is applied without: rows are newest states and the cursor comes
        // last, so a kill then shows a page in part until it is pulled again.
        const done = perform(plan)
        if (journaled || shelf.text(keys.journal) !== null) shelf.remove(keys.journal)
        return done
      }),
    finishJournal() {
      if (shelf.text(keys.journal) === null) return
      shelf.change(() => {
        const journal = journals.readThrough(keys.journal)
        if (journal && !isLost(journal))
          perform(planPage(indexes.readThrough(keys.index) ?? emptyIndex, journal.from, journal.answer))
        shelf.remove(keys.journal)
      })
    },
    beginFetch: (id, token) => shelf.change(() => budget.write(fetches, keys.fetch(id), { token, doors: [] })),
    endFetch(id, token, doors) {
      const begun = fetches.readThrough(keys.fetch(id))
      if (begun?.token !== token) return false
      return shelf.change(() => {
        // What a pull brought while the doors were fetched is newer than some of them.
        const written = budget.write(buildings, keys.building(id), withDoors({ doors }, begun.doors))
        shelf.remove(keys.fetch(id))
        return written
      })
    },
    cancelFetch(id, token) {
      if (fetches.readThrough(keys.fetch(id))?.token === token) shelf.change(() => shelf.remove(keys.fetch(id)))
    },
    unlock() {
      indexes.forget()
      journals.forget()
      noneAt = null
    },
    isLocked: () => (indexes.read(keys.index)?.cases ?? []).some(isLocked),
    forgetCursor: () => rewriteIndex((index) => ({ ...index, cursor: null })),
    dropLocked: () => rewriteIndex((index) => ({ ...index, cases: index.cases.filter((known) => !isLocked(known)) })),
    dropCases: () => rewriteIndex((index) => ({ ...index, cases: [], cursor: null })),
    clear() {
      shelf.change(() => {
        // The index goes last: it holds the cursor, and doors without the cursor's news would be old for good.
        shelf.remove(keys.journal)
        for (const name of shelf.names(keys.buildings)) shelf.remove(`${keys.buildings}${name}`)
        for (const name of shelf.names(keys.fetches)) shelf.remove(`${keys.fetches}${name}`)
        shelf.remove(keys.used)
        shelf.remove(keys.index)
      })
    },
  }
}

function isLocked({ sealed }: StoredCase): boolean {
  return sealed !== undefined
}
