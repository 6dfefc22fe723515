import { type Milliseconds, SECOND } from '#domain/time'

/**
 * How long a server waits for its database, and how many may wait at once: whatever is stuck (a lock, a full pool, a network that drops
 * every packet), each caller hears within half a minute that it is, and none of it outlives him in the database.
 */
export interface Limits {
  /** For a connection: a free one of the pool, or a new one made. */
  readonly connect: Milliseconds
  /** For a lock; the unit's head is one, and whoever holds it has a batch to store. */
  readonly lock: Milliseconds
  readonly statement: Milliseconds
  /** For an answer over the network. Longer than `statement`, so that a server that still answers says itself what it gave up. */
  readonly answer: Milliseconds
  /** A transaction whose process fell silent, and the locks that it holds, end after this. */
  readonly idle: Milliseconds
  /** Whoever comes when so many wait for a connection is sent away at once. */
  readonly waiting: number
}

/**
 * Of whoever answers calls: a hundred times what a call takes, and together less than the 30 s that the app waits. Migrations and commands (backup,
 * import, roll-up) take as long as they take and have none.
 */
export const servingLimits: Limits = {
  connect: 8 * SECOND,
  lock: 8 * SECOND,
  statement: 15 * SECOND,
  answer: 18 * SECOND,
  idle: 20 * SECOND,
  waiting: 500,
}
