import { readFileSync } from 'node:fs'
import { Client } from 'pg'

/** What was used between two moments, in processors. */
export interface Use {
  /** Of the busiest server process: one is all that a process of Node has. */
  readonly busiestServer: number
  readonly servers: number
  readonly phones: number
  readonly backends: number
  /** PostgreSQL's own: WAL writer, checkpointer, autovacuum. */
  readonly housekeeping: number
  readonly others: number
  readonly idle: number
}

interface Ticks {
  readonly processes: ReadonlyMap<number, { readonly name: string; readonly ticks: number }>
  readonly busy: number
  readonly idle: number
}

const TICKS_A_SECOND = 100

/** What processes and the database do, once a second; waits of the backends ten times. */
export class Sampler {
  readonly uses: Use[] = []
  /** Of the servers' connections: what each was doing, over all looks. */
  readonly waits = new Map<string, number>()
  looks = 0
  /** Looks at which every connection of the servers was taken. */
  allTaken = 0
  private timer: NodeJS.Timeout | undefined
  private before: Ticks | undefined
  private at = 0
  private looking = false

  private constructor(
    private readonly servers: readonly number[],
    private readonly client: Client | null,
    private readonly postmaster: number | null,
    private readonly connections: number,
  ) {}

  /** `url`: null for PGlite, which lives in the server's own process. */
  static async begin(servers: readonly number[], url: string | null): Promise<Sampler> {
    const client = url === null ? null : new Client({ connectionString: url, application_name: 'sampler' })
    await client?.connect()
    const backend = (await client?.query('select pg_backend_pid() as pid'))?.rows[0]?.pid as number | undefined
    const sampler = new Sampler(servers, client, backend === undefined ? null : parentOf(backend), 10 * servers.length)
    sampler.before = sampler.read()
    sampler.at = performance.now()
    sampler.timer = setInterval(() => void sampler.look(), 100)
    return sampler
  }

  async end(): Promise<void> {
    clearInterval(this.timer)
    while (this.looking) await new Promise((resolve) => setTimeout(resolve, 10))
    await this.client?.end()
  }

  private async look(): Promise<void> {
    if (performance.now() - this.at >= 1000) this.measure()
    if (this.client === null || this.looking) return
    this.looking = true
    try {
      const { rows } = await this.client.query<{ doing: string; count: number }>(`
        select case when state = 'idle' then 'free' when state like 'idle in%' then 'waits for the server''s next statement'
          when wait_event_type is null then 'CPU' else wait_event_type || ' ' || wait_event end as doing, count(*)::integer as count
        from pg_stat_activity where application_name = 'qiaomen' and backend_type = 'client backend' group by 1`)
      this.looks += 1
      let taken = 0
      for (const { doing, count } of rows) {
        this.waits.set(doing, (this.waits.get(doing) ?? 0) + count)
        if (doing !== 'free') taken += count
      }
      if (taken >= this.connections) this.allTaken += 1
    } finally {
      this.looking = false
    }
  }

  private measure(): void {
    const now = performance.now()
    const after = this.read()
    const before = this.before
    const seconds = (now - this.at) / 1000
    this.before = after
    this.at = now
    if (before === undefined) return
    const used = (pick: (pid: number, name: string) => boolean) => {
      let ticks = 0
      for (const [pid, process] of after.processes)
        if (pick(pid, process.name)) ticks += process.ticks - (before.processes.get(pid)?.ticks ?? process.ticks)
      return ticks / TICKS_A_SECOND / seconds
    }
    const each = this.servers.map((server) => used((pid) => pid === server))
    const phones = used((pid) => pid === process.pid)
    const backends = used((_, name) => name === 'backend')
    const housekeeping = used((_, name) => name === 'housekeeping')
    const servers = each.reduce((sum, one) => sum + one, 0)
    const all = (after.busy - before.busy) / TICKS_A_SECOND / seconds
    this.uses.push({
      busiestServer: Math.max(...each),
      servers,
      phones,
      backends,
      housekeeping,
      others: Math.max(0, all - servers - phones - backends - housekeeping),
      idle: (after.idle - before.idle) / TICKS_A_SECOND / seconds,
    })
  }

  private read(): Ticks {
    const processes = new Map<number, { name: string; ticks: number }>()
    const add = (pid: number, name: string) => {
      const ticks = ticksOf(pid)
      if (ticks !== undefined) processes.set(pid, { name, ticks })
    }
    for (const pid of [...this.servers, process.pid]) add(pid, 'node')
    if (this.postmaster !== null)
      for (const pid of childrenOf(this.postmaster)) add(pid, isBackend(pid) ? 'backend' : 'housekeeping')
    // user nice system idle iowait irq softirq steal
    const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = (
      readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? ''
    )
      .split(/\s+/)
      .slice(1)
      .map(Number)
    return { processes, busy: user + nice + system + irq + softirq + steal, idle: idle + iowait }
  }
}

function fieldsOf(pid: number): readonly string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}

/** Its own and, of children that ended, theirs are left out: a server's connections stand as long as it does. */
function ticksOf(pid: number): number | undefined {
  const fields = fieldsOf(pid)
  return fields === undefined ? undefined : Number(fields[11]) + Number(fields[12])
}

const parentOf = (pid: number): number => Number(fieldsOf(pid)?.[1])

function childrenOf(pid: number): readonly number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)
}

function isBackend(pid: number): boolean {
  try {
    return /127\.0\.0\.1|\[local\]|::1/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
  } catch {
    return false
  }
}
