import { compareRooms } from '#domain/building'

/** Where a door is, as it is said aloud: `青枫苑 3幢 1单元 802`. */
export function doorLabel(door: {
  readonly compound: string
  readonly name: string
  readonly stairwell: number | null
  readonly room: string
}): string {
  return `${stairwellLabel(door)} ${door.room}`
}

/** Up to the stairwell, for whoever may not know the room: `青枫苑 3幢 1单元`. */
export function stairwellLabel(door: {
  readonly compound: string
  readonly name: string
  readonly stairwell: number | null
}): string {
  const stairwell = door.stairwell === null ? [] : [`${door.stairwell}单元`]
  return [door.compound, door.name, ...stairwell].join(' ')
}

export function buildingLabel({ compound, name }: { readonly compound: string; readonly name: string }): string {
  return `${compound} ${name}`
}

/** `青枫苑 3幢、4幢`; more than three places are counted. */
export function placesLabel(places: readonly { readonly compound: string; readonly name: string }[]): string {
  const byCompound = new Map<string, Set<string>>()
  for (const { compound, name } of places) {
    const names = byCompound.get(compound) ?? new Set()
    byCompound.set(compound, names.add(name))
  }
  return [...byCompound]
    .map(([compound, names]) => {
      const listed = [...names].sort(compareRooms)
      const shown = listed.slice(0, 3).join('、')
      return `${compound} ${listed.length > 3 ? `${shown}等${listed.length}幢` : shown}`
    })
    .join('，')
}
