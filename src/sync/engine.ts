import type { Operation, OperationType } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import type { BuildingId } from '#domain/ids'
import type { Role } from '#domain/staff'
import { dayOf, type Milliseconds, SECOND } from '#domain/time'
import { author } from './author'
import { createBudget } from './budget'
import { createCaller } from './call'
import { createCloudCopy } from './cloud-copy'
import { createCopyLock } from './copy-lock'
import { createEdits, full } from './edits'
import type { Account, Engine, SyncStatus } from './engine-api'
import { createFlight } from './flight'
import { createForms } from './forms'
import { createHold } from './hold'
import { createMeta } from './meta'
import { createOutbox, withDependents } from './outbox'
import { createPhotos } from './photos'
import type { Sealer, SyncPorts } from './ports'
import { pull } from './pull'
import { createPush } from './push'
import { createRecordKeeper } from './record-keeper'
import { redactDelivered } from './redact'
import { casesOutlived, outlived, releasable } from './retention'
import { createRunner, type RunResult } from './run'
import { createSchedule, NEWS_AFTER, type Purpose } from './schedule'
import { createSendPhotos } from './send-photos'
import { createShelf } from './shelf'
import { storageKeys } from './storage-keys'
import { openStorage } from './storage-schema'
import { createViews } from './views'
import { whereDoorStands } from './where-door-stands'

const TOO_MANY_REQUESTS = 4290
const STORAGE_FULL = 1001
/** Of these the phone shows at once all that they change, so that nothing of the cloud's answer is waited for. */
const atTheDoor: readonly OperationType[] = ['visit.log', 'visit.amend', 'visit.undo', 'leaflet.hand-out']

/** Opens the account's storage and starts nothing. Throws `StorageRefused` when the storage can't be opened. */
export function createEngine(account: Account, ports: SyncPorts): Engine {
  const { store, transport, files, clock, ids, timers, lock, random } = ports
  let sealer: Sealer | null = null
  const keys = storageKeys(account)
  const tab = `${random().toString(36).slice(2, 10)}${random().toString(36).slice(2, 6)}`
  const shelf = createShelf(store, keys, tab)
  openStorage(shelf, keys)

  const listeners = new Set<() => void>()
  const changed = () => {
    for (const listener of [...listeners]) listener()
  }
  const outbox = createOutbox(shelf, keys)
  const budget = createBudget(shelf, keys, () => releasable(outbox.all()))
  const keeper = createRecordKeeper({ shelf, keys, budget, outbox, family: outbox.family })
  const flight = createFlight(shelf, keys)
  const meta = createMeta(shelf, keys, clock)
  const caller = createCaller(transport, clock, meta)
  const copy = createCloudCopy(shelf, keys, budget, { current: () => sealer })
  const locked = createCopyLock(lock, timers, keys)
  const forms = createForms(shelf, keys, budget, () => copy.index().scope?.staff.role)
  const push = createPush({ account, outbox, keeper, flight, caller, meta, changed })
  const photos = createPhotos({ shelf, keys, budget, files, records: outbox.all })
  const sendPhotos = createSendPhotos({ account, photos, files, caller, outbox, meta, changed })
  const edits = createEdits({ shelf, keys, outbox, keeper, flight, ids })
  const views = createViews({ staff: account.staff, outbox, flight, copy, meta })

  const brokenBefore = shelf.broken()
  outbox.all()
  let runProblem: Problem | null = null
  let storageProblem: Problem | null = null
  let stopped = false
  let clearings = 0
  let tokens = 0
  let toldAnew = false
  let lastStatus: SyncStatus | null = null
  /** Whether the next run has to pull, and whether the last one did. */
  let newsWanted = true
  let newsLeftOut = false

  /** Until the key was read, what was sealed is shown without its secret; records are saved and shown all the while. */
  const unlocked = ports.sealer.then((found) => {
    sealer = found
    copy.unlock()
    changed()
  })

  async function phases(): Promise<Problem | null> {
    shelf.distrustKeys()
    const withNews = newsWanted || meta.serverNow() - (meta.get().lastPulledAt ?? 0) >= NEWS_AFTER
    newsWanted = false
    newsLeftOut = !withNews
    const clearing = clearings
    const alive = () => clearing === clearings
    await unlocked
    await locked(() => copy.finishJournal())
    await letGoOfCases()
    photos.claim()
    const refused = await push.run()
    redactDelivered(outbox, keeper)
    if (refused) return refused
    if (!alive()) return null
    const missed = withNews ? await takeNews(alive) : null
    // A full storage takes no news, but photos need no room to leave.
    if (missed && missed.code !== STORAGE_FULL) return missed
    if (withNews && missed === null) {
      letGoOfForms()
      letGo()
    }
    return (await sendPhotos.run(() => !alive() || push.hasDue())) ?? missed ?? push.trouble()
  }

  async function takeNews(alive: () => boolean): Promise<Problem | null> {
    const anew = await tellAnewIfLocked()
    const missed = await pull({ account, copy, locked, caller, meta, pending: push.pending, changed, alive })
    if (missed === null && anew) await locked(copy.dropLocked)
    return missed
  }

  /** Also without a network: an app that is opened after a month shows nobody who may have been erased since. */
  async function letGoOfCases(): Promise<void> {
    if (copy.index().cases.length > 0 && casesOutlived(meta.serverNow(), meta.get().lastPulledAt))
      await locked(copy.dropCases)
  }

  /** Under a key that has gone, cases are asked of the cloud again; once, for another tab may have a key that this one lacks. */
  async function tellAnewIfLocked(): Promise<boolean> {
    if (toldAnew || !copy.isLocked()) return false
    toldAnew = true
    await locked(copy.forgetCursor)
    return true
  }

  /** A form may hold what only its role may know, and nobody ends it after his last day; its photos were never sent. */
  function letGoOfForms(): void {
    const scope = copy.index().scope
    if (scope === null) return
    const { role, to } = scope.staff
    dropForms(to !== null && to < dayOf(meta.serverNow()) ? null : role)
  }

  function dropForms(role: Role | null): void {
    if (forms.letGo(role)) photos.discardUnnamed()
  }

  function letGo(): void {
    const now = meta.serverNow()
    for (const id of outlived(outbox.all(), now, meta.get().lastPulledAt)) keeper.remove(id)
    photos.letGo(now)
  }

  const moreToDo = () => push.hasDue() || sendPhotos.hasDue()

  function ended(result: RunResult): void {
    switch (result.kind) {
      case 'done':
        runProblem = null
        if (newsLeftOut && !moreToDo()) schedule.afterSending()
        else schedule.afterSuccess(moreToDo())
        break
      case 'stopped':
        runProblem = result.problem
        schedule.afterFailure(patienceAsked(result.problem))
        break
      // Another tab sends; should it die, this one takes over.
      case 'busy':
        schedule.afterSuccess(moreToDo())
        break
      default:
        result satisfies never
    }
  }

  const runner = createRunner({ lock, name: `${keys.base}run`, phases, changed, ended })
  const run = (purpose: Purpose) => {
    if (stopped) return Promise.resolve()
    if (purpose === 'all') newsWanted = true
    return runner.request()
  }
  const sync = () => run('all')
  const schedule = createSchedule(timers, random, (purpose) => void run(purpose))
  const hold = createHold({ account, copy, locked, caller, budget, token: () => `${tab}.${++tokens}`, sync, changed })

  function afterWrite<T extends { readonly kind: string }>(result: T): T {
    storageProblem = result.kind === 'storage-full' ? problem(1001) : null
    if (result.kind === 'saved') schedule.afterSave()
    changed()
    return result
  }

  function buildingOf(operation: Operation): { readonly building?: BuildingId } {
    const building = whereDoorStands(operation, outbox.get, copy, budget.byUse())
    return building === undefined ? {} : { building }
  }

  return {
    account,
    save(draft) {
      const written = author(draft, account, clock, ids, meta)
      if (written.kind === 'refused') return written
      const { operation } = written
      const stored = keeper.add({ operation, status: { kind: 'saved' }, ...buildingOf(operation) })
      if (!atTheDoor.includes(operation.type)) newsWanted = true
      // Noted on the photo at once: the record may be one that can't be read when it is asked who names it.
      if (operation.type === 'dissuasion.attempt') photos.claim()
      return afterWrite(stored ? { kind: 'saved', id: operation.id } : full())
    },
    records: views.records,
    edit: (id, body) => afterWrite(edits.edit(id, body)),
    resend(id) {
      if (edits.resend(id)) schedule.afterSave()
      changed()
    },
    discard(id) {
      const gone = withDependents(outbox.all(), id)
      // A photo is part of the record that names it; cut between the two, it is left for the person to discard.
      if (edits.discard(id)) photos.discardOf(gone, outbox.all())
      changed()
    },
    sync,
    stop() {
      stopped = true
      schedule.stop()
    },
    status() {
      const foundBroken = shelf.broken()
      const { lastDeliveredAt, lastPulledAt } = meta.get()
      const status: SyncStatus = {
        running: runner.running(),
        pending: push.pending(),
        photos: photos.toSend().length,
        quarantined: outbox.count('rejected'),
        lastDeliveredAt,
        lastPulledAt,
        offline: caller.offline(),
        problem: storageProblem ?? runProblem ?? (foundBroken > brokenBefore ? problem(1003) : null),
        bytes: shelf.bytes(),
        broken: foundBroken,
      }
      if (lastStatus === null || JSON.stringify(lastStatus) !== JSON.stringify(status)) lastStatus = status
      return lastStatus
    },
    scope: () => copy.index().scope,
    buildings: views.buildings,
    doors: views.doors,
    hold,
    stock: views.stock,
    cases: views.cases,
    standing: views.standing,
    keepPhoto(photo) {
      const kept = photos.keep(photo)
      storageProblem = kept ? null : problem(1001)
      if (kept) schedule.afterSave()
      changed()
      return kept
    },
    discardPhoto(caseId, sha256) {
      photos.discard(caseId, sha256)
      changed()
    },
    photos: photos.views,
    minutes: views.minutes,
    saveForm(name, value) {
      storageProblem = forms.save(name, value) ? null : problem(1001)
    },
    form: forms.read,
    forms: forms.count,
    clearCopy() {
      clearings++
      copy.clear()
      // The cloud has them: the device need not keep what was done at whose door.
      for (const id of releasable(outbox.all())) keeper.remove(id)
      photos.letGo()
      dropForms(null)
      meta.note({ lastPulledAt: null })
      changed()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    refresh() {
      shelf.distrustKeys()
      changed()
    },
  }
}

/** How long the cloud wants to be left alone; null: it does not say so. */
function patienceAsked({ code, retryAfter = 0 }: Problem): Milliseconds | null {
  return code === TOO_MANY_REQUESTS ? retryAfter * SECOND : null
}
