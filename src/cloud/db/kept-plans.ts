/** How a transaction begins that says it writes (`retried`, 'planned-once'). */
export const BEGIN_PLANNED_ONCE = 'begin read write'

/** The database would plan a statement anew each time where its guess for unknown values comes out dearer; a push's leave nothing to guess. */
const PLAN_ONCE = "set local plan_cache_mode = 'force_generic_plan'"
const FORGET_PLANS = 'discard plans'
const FIRST = 4

/**
 * How long a connection goes by a plan. While a table is empty all its indexes that begin with the unit are equally good, and a plan of then may
 * find one row by reading all that its unit has. PostgreSQL makes it anew when it has counted the table (autovacuum, within a minute), PGlite
 * counts none, ever. So plans are forgotten at a connection's 4th transaction, its 16th, 64th and so on: by then the table is so many times
 * larger that a plan sees it, and what that costs is soon nothing beside what was planned once.
 */
export class KeptPlans {
  #transactions = 0
  #next = FIRST

  /** The statements of one round trip by which the connection's next such transaction begins. */
  begin(): string {
    this.#transactions += 1
    const planned = `${BEGIN_PLANNED_ONCE}; ${PLAN_ONCE}`
    if (this.#transactions < this.#next) return planned
    this.#next *= FIRST
    return `${planned}; ${FORGET_PLANS}`
  }
}
