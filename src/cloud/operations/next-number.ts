/** Ids count on from the highest there is: a number that was ever given is not given again while its owner stands. */
export function nextNumber(prefix: string, ids: Iterable<string>): number {
  let highest = 0
  for (const id of ids) {
    if (!id.startsWith(prefix)) continue
    const rest = id.slice(prefix.length)
    if (/^\d+$/.test(rest)) highest = Math.max(highest, Number(rest))
  }
  return highest + 1
}
