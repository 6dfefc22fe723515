/** Of phones that lack `Array.prototype.at`. */
export function last<Item>(items: readonly Item[]): Item | undefined {
  return items[items.length - 1]
}
