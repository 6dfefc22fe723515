import { type HttpClient, httpClient } from '../http-client'
import type { Player } from './ground'

export const callKinds = ['push', 'pull', 'building', 'day', 'coverage', 'calendar', 'watched day'] as const
export type CallKind = (typeof callKinds)[number]

interface Tally {
  /** ms, from the wish to call to the whole answer. */
  readonly times: number[]
  sent: number
  told: number
}

/** Connections of a server that stand open: a proxy's, through which all phones come. */
const SOCKETS = 256

/** Calls the servers as phones and pages do, and counts. */
export class Calls {
  readonly tallies: Readonly<Record<CallKind, Tally>> = Object.fromEntries(
    callKinds.map((kind): [CallKind, Tally] => [kind, { times: [], sent: 0, told: 0 }]),
  ) as Record<CallKind, Tally>
  /** What was no answer, by its words. */
  readonly failures = new Map<string, number>()
  inFlight = 0
  private readonly clients: readonly HttpClient[]

  constructor(urls: readonly string[]) {
    this.clients = urls.map((url) => httpClient(url, SOCKETS))
  }

  /** The answer's text; throws when it is none. */
  async call(kind: CallKind, path: string, { person, token }: Player, asked: object): Promise<string> {
    const client = this.clients[Number(person.unitId.slice(1)) % this.clients.length]
    if (client === undefined) throw new Error('no server')
    const body = JSON.stringify(asked)
    const started = performance.now()
    this.inFlight += 1
    try {
      const { status, text } = await client.post(path, body, token)
      const tally = this.tallies[kind]
      tally.times.push(performance.now() - started)
      tally.sent += body.length
      tally.told += text.length
      if (status !== 200) throw new Error(`${status}, ${/"code":\d+/.exec(text)?.[0] ?? text.slice(0, 80)}`)
      return text
    } catch (error) {
      const said = `${kind}: ${error instanceof Error ? error.message : String(error)}`
      this.failures.set(said, (this.failures.get(said) ?? 0) + 1)
      throw error
    } finally {
      this.inFlight -= 1
    }
  }

  get count(): number {
    return callKinds.reduce((sum, kind) => sum + this.tallies[kind].times.length, 0)
  }

  close(): void {
    for (const client of this.clients) client.close()
  }
}
