import { PROTOCOL } from '#contract/protocol'
import { type BuildingRequest, buildingAnswer, type DoorRow } from '#contract/pull'
import type { BuildingId, DoorId } from '#domain/ids'
import type { Budget } from './budget'
import type { Caller } from './call'
import type { CloudCopy } from './cloud-copy'
import type { CopyLock } from './copy-lock'
import type { Account } from './engine-api'

interface HoldParts {
  readonly account: Account
  readonly copy: CloudCopy
  readonly locked: CopyLock
  readonly caller: Caller
  readonly budget: Budget
  /** Never the same twice, in any tab. */
  readonly token: () => string
  readonly sync: () => Promise<void>
  readonly changed: () => void
}

/** Fetches a building's doors unless they are here. Asked twice for one building, it fetches once. */
export function createHold(parts: HoldParts): (building: BuildingId) => Promise<boolean> {
  const under = new Map<BuildingId, Promise<boolean>>()
  return (building) => {
    const known = under.get(building)
    if (known) return known
    const fetching = hold(parts, building).finally(() => under.delete(building))
    under.set(building, fetching)
    return fetching
  }
}

async function hold(
  { account, copy, locked, caller, budget, token: newToken, sync, changed }: HoldParts,
  building: BuildingId,
): Promise<boolean> {
  // Without a cursor the changes that happen after the fetch would never come.
  if (copy.index().cursor === null) await sync()
  if (copy.index().cursor === null) return false
  if (copy.building(building) !== null) {
    budget.use(building)
    changed()
    return true
  }
  const token = newToken()
  // The place is taken before the fetch: changes that a pull brings meanwhile are kept in it.
  const begun = await locked(
    () => copy.index().buildings.some(({ id }) => id === building) && copy.beginFetch(building, token),
  )
  if (!begun) return false
  const doors = await fetchDoors(account, caller, building)
  const held = doors !== null && (await locked(() => copy.endFetch(building, token, doors)))
  if (held) budget.use(building)
  else await locked(() => copy.cancelFetch(building, token))
  changed()
  return held === true
}

async function fetchDoors(account: Account, caller: Caller, building: BuildingId): Promise<DoorRow[] | null> {
  const doors: DoorRow[] = []
  let after: DoorId | null = null
  for (;;) {
    const request: BuildingRequest = { action: 'building', protocol: PROTOCOL, unit: account.unit, building, after }
    const answer = await caller.sync(request, buildingAnswer)
    if (answer.kind !== 'answer') return null
    doors.push(...answer.value.doors)
    // A page that ends where it began would never end.
    if (answer.value.next === null || answer.value.next === after) return doors
    after = answer.value.next
  }
}
