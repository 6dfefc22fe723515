import { readdirSync, readFileSync } from 'node:fs'

/** ms that a process and what it has waited for took from the processors so far; null where the system doesn't tell. */
export interface CpuClock {
  ms(): number | null
}

/** Of a process alone. It depends on the machine, but hardly on who else works there: what waits for a processor has no time counted. */
export const cpuOf = (pid: number): CpuClock => ({ ms: () => timesOf(`${pid}`)?.own ?? null })

/** Of a PostgreSQL server: the process that one of its backends came from, all that it has now, and all that have ended. */
export function cpuOfPostgres(backend: number): CpuClock {
  const postmaster = timesOf(`${backend}`)?.parent
  return {
    ms() {
      const own = postmaster === undefined ? undefined : timesOf(postmaster)
      if (own === undefined) return null
      const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
      const alive = children.map(timesOf).filter((times) => times?.parent === postmaster)
      return alive.reduce((sum, times) => sum + (times?.own ?? 0), own.own + own.ended)
    },
  }
}

/** Linux counts in hundredths of a second. */
const TICK = 10

function timesOf(pid: string): { readonly parent: string; readonly own: number; readonly ended: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // Behind the name, which may have anything in it, from the third field on.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [user, system, endedUser, endedSystem] = fields.slice(11, 15).map(Number)
    const parent = fields[1] ?? ''
    return {
      parent,
      own: ((user ?? 0) + (system ?? 0)) * TICK,
      ended: ((endedUser ?? 0) + (endedSystem ?? 0)) * TICK,
    }
  } catch {
    return undefined
  }
}
