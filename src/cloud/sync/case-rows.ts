import * as v from 'valibot'
import { holderOf } from '#cloud/operations/case-move'
import { doorLabel, stairwellLabel } from '#cloud/queries/labels'
import type { Sealed } from '#cloud/vault/sealed'
import type { UnitVault } from '#cloud/vault/unit-vault'
import type { CaseRow, ResidentRow } from '#contract/pull'
import { type CasePart, dueOf, everyoneOf, type Standing, teamOf } from '#domain/dissuasion'
import { partOf } from '#domain/dissuasion-act'
import type { StaffId, UnitId } from '#domain/ids'
import { maskName, maskPhone, maskRoom } from '#domain/masking'
import type { Role, Staff } from '#domain/staff'
import type { StoredCase } from './stored-case'

/** Who looks, and which station serves the unit whose case it is. */
export interface Viewer {
  readonly staff: Staff
  readonly unitId: UnitId
  readonly stationId: UnitId | null
  readonly streetId: UnitId | null
}

export interface Named {
  readonly id: StaffId
  readonly name: string
  readonly role: Role
}

export type People = ReadonlyMap<StaffId, Named>

/** What the viewer is to the case; null: nothing, and then he is told nothing of it. */
export function partFor(
  { staff, unitId, stationId }: Viewer,
  { standing, people }: Pick<StoredCase, 'standing' | 'people'>,
): CaseRow['part'] | null {
  if (staff.role === 'secretary') return staff.unitId === unitId ? 'secretary' : null
  const serves = stationId !== null && staff.unitId === stationId
  const part = told(partOf({ id: staff.id, role: staff.role, serves }, standing, people))
  // Sent as a grid worker and a volunteer since: he knows what a volunteer may.
  return part === 'worker' && staff.role === 'volunteer' ? 'companion' : part
}

function told(part: CasePart): CaseRow['part'] | null {
  return part === 'timer' || part === 'outsider' ? null : part
}

/** The case as this person may know it (contract: `caseRow`). Null: he may know nothing. */
export function caseRowFor(viewer: Viewer, stored: StoredCase, people: People, vault: UnitVault): CaseRow | null {
  const part = partFor(viewer, stored)
  if (part === null) return null
  const { standing } = stored
  const team = teamOf(standing)
  const named = (ids: readonly StaffId[]) => ids.flatMap((id) => casePerson(people, id) ?? [])
  const row = {
    id: stored.id,
    part,
    gone: null,
    kind: stored.kind,
    number: stored.number,
    level: stored.level,
    // A 核查任务 is neutral: what the police suspect is theirs.
    fraudType: stored.kind === 'check' && part !== 'officer' ? null : stored.fraudType,
    raisedAt: stored.raisedAt,
    enteredAt: stored.enteredAt,
    state: standing.kind,
    round: standing.round,
    due: dueOf(standing),
    maskedName: null,
    maskedPhone: null,
    buildingId: stored.buildingId,
    place: null,
    leader: team === null ? null : casePerson(people, team.leader),
    workers: team === null ? [] : named(team.workers),
    companions: team === null ? [] : named(team.companions),
    acceptedBy: 'acceptedBy' in standing ? standing.acceptedBy : null,
    submitters: 'submitters' in standing ? [...standing.submitters] : [],
    attempts: stored.attempts,
    lastAttempt: stored.lastAttempt,
    returned: null,
    resident: null,
    seq: stored.seq,
  }
  const masked = () => ({
    maskedName: mapped(nameOf(stored, vault), maskName),
    maskedPhone: mapped(phoneOf(stored, vault), maskPhone),
    place: maskedPlace(stored.place),
  })
  switch (part) {
    case 'former': {
      const own = stored.lastAttempt?.staffId === viewer.staff.id ? stored.lastAttempt : null
      const holder = holderOf(standing)
      const to = holder === undefined ? null : (people.get(holder)?.name ?? null)
      const gone = { to, at: stored.handedAt ?? stored.enteredAt }
      return { ...row, gone, due: null, buildingId: null, lastAttempt: own }
    }
    case 'companion':
      return { ...row, place: stored.place && stairwellLabel(stored.place) }
    case 'secretary':
      return { ...row, ...masked(), returned: returnedOf(stored, vault) }
    case 'worker':
    case 'officer':
      return {
        ...row,
        ...masked(),
        returned: returnedOf(stored, vault),
        resident: atTheDoor(standing, viewer.staff.id) ? residentOf(stored, vault) : null,
      }
    default:
      return part satisfies never
  }
}

/** Somebody of the present team, as long as there is something to do at the door. */
function atTheDoor(standing: Standing, me: StaffId): boolean {
  const team = teamOf(standing)
  return team !== null && standing.kind !== 'confirmed' && everyoneOf(team).includes(me)
}

/** Name, phone, address and room in the clear. Null once the law had them erased. */
export function residentOf(stored: StoredCase, vault: UnitVault): ResidentRow | null {
  const name = nameOf(stored, vault)
  const phone = phoneOf(stored, vault)
  const address = unsealText(vault, `${stored.id}.address`, stored.address)
  if (name === null || phone === null || address === null) return null
  return { name, phone, address, room: stored.place?.room ?? null }
}

/** The words are sealed for the operation that said them. They are of use until the next attempt is in. */
function returnedOf({ standing, returned, returnedBy }: StoredCase, vault: UnitVault): string | null {
  if (standing.kind !== 'accepted' || returned === null || returnedBy === null) return null
  return unsealText(vault, `${returnedBy}.reason`, returned)
}

function nameOf(stored: StoredCase, vault: UnitVault): string | null {
  return unsealText(vault, `${stored.id}.name`, stored.name)
}

function phoneOf(stored: StoredCase, vault: UnitVault): string | null {
  return unsealText(vault, `${stored.id}.phone`, stored.phone)
}

const text = v.nullable(v.string())

/** Null: it was erased. */
export function unsealText(vault: UnitVault, place: string, sealed: Sealed): string | null {
  return v.parse(text, vault.unseal(place, sealed))
}

export function maskedPlace(place: StoredCase['place']): string | null {
  return place === null ? null : doorLabel({ ...place, room: maskRoom(place.room) })
}

function casePerson(people: People, id: StaffId): Named | null {
  const found = people.get(id)
  return found === undefined ? null : { id: found.id, name: found.name, role: found.role }
}

function mapped(value: string | null, mask: (value: string) => string): string | null {
  return value === null ? null : mask(value)
}
