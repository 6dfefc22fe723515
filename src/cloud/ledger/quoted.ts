/** A cell's text as a reason cites it. A cell may hold 32,767 characters, a reason is one line. */
export function quoted(text: string): string {
  return `“${text.length > 30 ? `${text.slice(0, 30)}…` : text}”`
}
