import * as v from 'valibot'
import type { Problem } from '#contract/problem'
import { meAnswer } from '#contract/session'
import type { StaffId, UnitId } from '#domain/ids'
import type { Engine } from '#sync/engine-api'
import { StorageRefused } from '#sync/storage-schema'
import { attachEngines, awaitEngines, detachEngines, syncNow } from './field-store'
import { services } from './services'

interface Opened {
  readonly staff: StaffId
  readonly units: readonly UnitId[]
  readonly refused: (problem: Problem) => void
  /** The cloud has said which key it knows, or that it keeps none; asked again it would say the same. */
  told: boolean
}

/** Whose engines are open, or being opened. */
let now: Opened | null = null

/**
 * Opens what this person's device keeps, one engine a unit. Where something lies sealed, its key comes first: an engine that began without it
 * would take the records for absent. `recordKey`: as the cloud told it with the sign-in; null: the one that the device keeps. A key that has
 * gone is asked of the cloud again; until it has come, what it sealed is counted as locked, and everything else works.
 */
export function openEngines(
  staff: StaffId,
  units: readonly UnitId[],
  recordKey: string | null,
  refused: (problem: Problem) => void,
): void {
  const { recordKeys } = services()
  const opened: Opened = { staff, units, refused, told: false }
  now = opened
  const waits = recordKeys.mustOpen(staff)
  if (waits) awaitEngines()
  else attach(opened)
  if (recordKeys.none) return
  const key = recordKey === null ? recordKeys.read(staff) : recordKeys.take(staff, recordKey)
  void key.then(() => {
    if (now !== opened) return
    if (waits) attach(opened)
    else recordKeys.sealOpen(staff)
    void askForRecordKey()
  })
}

/** The key of what lies here, of another tab or of the cloud, where this one has none; harmless at any time. Never rejects. */
export async function askForRecordKey(): Promise<void> {
  const asking = now
  const { recordKeys, transport } = services()
  if (asking === null || asking.told || recordKeys.none) return
  const { staff } = asking
  const serves = () => recordKeys.has(staff) && recordKeys.locked(staff) === 0
  if (serves()) return
  // Also what another tab has sealed meanwhile, under a key that this one has not read.
  const hidden = recordKeys.locked(staff) > 0
  await recordKeys.read(staff)
  if (!serves()) {
    const answer = await transport.call('session', { action: 'me' })
    const told = v.safeParse(meAnswer, answer.kind === 'answer' ? answer.body : null)
    if (!told.success || told.output.staff.id !== staff) return
    asking.told = true
    if (told.output.recordKey === null) return
    await recordKeys.take(staff, told.output.recordKey)
  }
  // An engine that is replaced ends what it is at first: two would be in each other's way.
  if (hidden) await syncNow()
  // Meanwhile somebody else may have signed in.
  if (now !== asking) return
  if (hidden) attach(asking)
  else recordKeys.sealOpen(staff)
}

/** This person is signed in. */
export function isOpenFor(staff: StaffId): boolean {
  return now?.staff === staff
}

/** Nobody is signed in any more. */
export function closeEngines(): readonly Engine[] {
  now = null
  return detachEngines()
}

function attach({ staff, units, refused }: Opened): void {
  const { openEngine, device, recordKeys } = services()
  try {
    const engines = units.map((unit) => openEngine({ unit, staff, device }))
    attachEngines(engines, recordKeys.locked(staff))
    recordKeys.sealOpen(staff)
  } catch (error) {
    if (!(error instanceof StorageRefused)) throw error
    refused(error.problem)
  }
}
