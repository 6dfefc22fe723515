/** `1单元 802`, or `105` where a building has no stairwells. */
export function doorWord(door: { readonly stairwell: number | null; readonly room: string }): string {
  return door.stairwell === null ? door.room : `${door.stairwell}单元 ${door.room}`
}
