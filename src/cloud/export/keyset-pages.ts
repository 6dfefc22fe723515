import type { Milliseconds } from '#domain/time'

/** Where a row stands among the others. */
export interface Place {
  readonly at: Milliseconds
  readonly id: string
}

/**
 * Pages of so many rows, the last one shorter. Each begins behind the last row of the one before, so a page costs the same however many there
 * were. The next one is asked for while this one is written: database and server work at the same time, and two pages are in memory.
 */
export async function* inPages<Row extends Place>(
  size: number,
  read: (after: Place | null) => Promise<readonly Row[]>,
): AsyncGenerator<readonly Row[]> {
  for (let next: Promise<readonly Row[]> | null = read(null); next !== null; ) {
    const rows: readonly Row[] = await next
    const last = rows[rows.length - 1]
    next = last === undefined || rows.length < size ? null : read({ at: last.at, id: last.id })
    // Its error is heard when it is its turn, and by nobody where reading ended before: that must not end the process.
    next?.catch(() => {})
    yield rows
  }
}
