import type { Use } from './sample'
import type { Simulated } from './suite'

/** From here on a processor, or a process's one, counts as full: what is left is rounding and switching. */
const FULL = 0.9
/** Of the looks: connections count as the limit when all of them are so often taken. */
const OFTEN = 0.5

export function meanUse(uses: readonly Use[]): Use {
  const mean = (of: (use: Use) => number) => uses.reduce((sum, use) => sum + of(use), 0) / Math.max(1, uses.length)
  return {
    busiestServer: mean((use) => use.busiestServer),
    servers: mean((use) => use.servers),
    phones: mean((use) => use.phones),
    backends: mean((use) => use.backends),
    housekeeping: mean((use) => use.housekeeping),
    others: mean((use) => use.others),
    idle: mean((use) => use.idle),
  }
}

/** What connections that were not free did, as shares, the most first. */
export function sharesOf(waits: Readonly<Record<string, number>>): readonly (readonly [string, number])[] {
  const busy = Object.entries(waits).filter(([doing]) => doing !== 'free')
  const all = busy.reduce((sum, [, count]) => sum + count, 0)
  return busy.map(([doing, count]) => [doing, count / all] as const).sort((a, b) => b[1] - a[1])
}

/** What gave out first, from what was sampled; or that nothing did, and what would be next. */
export function bottleneckOf({ uses, waits, looks, allTaken }: Simulated): string {
  const use = meanUse(uses)
  const processors = use.servers + use.phones + use.backends + use.housekeeping + use.others + use.idle
  const shares = sharesOf(waits)
  const share = (kind: string) =>
    shares.filter(([doing]) => doing.startsWith(kind)).reduce((sum, [, part]) => sum + part, 0)
  const percent = (part: number) => `${Math.round(part * 100)} %`
  if (use.busiestServer >= FULL)
    return `CPU of node: a server process had ${percent(use.busiestServer)} of the one processor that it can use`
  if (use.idle <= (1 - FULL) * processors) {
    const database = use.backends + use.housekeeping
    if (use.others > database + use.servers + use.phones)
      return `CPU of the machine, taken by others (${percent(use.others)} of a processor; postgres ${percent(database)}, node ${percent(use.servers)}): latencies here say nothing, CPU a call does`
    const who = database >= use.servers ? 'postgres' : 'node'
    return `CPU of the machine, and of ours ${who}'s most: postgres ${percent(database)}, node ${percent(use.servers)} of a processor; the phones that ask ${percent(use.phones)}, others ${percent(use.others)}`
  }
  const kinds = [
    ['locks', share('Lock')],
    ['WAL', share('IO WAL') + share('LWLock WAL')],
    ['disk', share('IO Data') + share('IO Buf')],
  ] as const
  const [name, part] = [...kinds].sort((a, b) => b[1] - a[1])[0] ?? ['', 0]
  const taken = allTaken / Math.max(1, looks)
  if (taken >= OFTEN)
    return `connections: at ${percent(taken)} of the looks all were taken, for ${name} in ${percent(part)} of the time`
  return `none was reached: ${percent(use.idle / processors)} of the processors rested; connections waited for ${name} in ${percent(part)} of their time`
}
