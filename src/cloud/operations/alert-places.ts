import type { Kysely } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { AlertLine } from '#cloud/ledger/alert-ledger'
import { type MatchedDoor, matchDoors } from '#cloud/ledger/match-door'
import type { UnitId } from '#domain/ids'

/** The community an alert goes to, and its door there; null: a person will choose it. */
export interface AlertPlace {
  readonly line: AlertLine
  readonly unitId: UnitId
  readonly door: MatchedDoor | null
}

/**
 * A door of the community that the list was imported for, else one of the station's other communities: only where the address
 * names the compound itself, for a bare 5幢501 stands in every one of them.
 */
export async function placeAlerts(
  db: Kysely<Tables>,
  asked: UnitId,
  served: readonly UnitId[],
  lines: readonly AlertLine[],
): Promise<readonly AlertPlace[]> {
  const own = await matchDoors(
    db,
    [asked],
    lines.map(({ content }) => content.address),
  )
  const homeless = lines.filter((_, index) => own[index]?.exact === null)
  const others = served.filter((unitId) => unitId !== asked)
  const found = await matchDoors(
    db,
    others,
    homeless.map(({ content }) => content.address),
  )
  const elsewhere = new Map(homeless.map((line, index) => [line, found[index]?.exact ?? null]))
  return lines.map((line, index) => {
    const door = own[index]?.exact ?? null
    const other = elsewhere.get(line) ?? null
    if (door === null && other !== null && line.content.address.replace(/\s/g, '').includes(other.compound))
      return { line, unitId: other.unitId, door: other }
    return { line, unitId: asked, door }
  })
}
