import * as v from 'valibot'
import { create } from 'zustand'
import { type Problem, problem } from '#contract/problem'
import { sessionId } from '#contract/scalars'
import { type PeopleAnswer, peopleAnswer, type SignedInAnswer, signedInAnswer } from '#contract/session'
import type { SessionId, StaffId, UnitId } from '#domain/ids'
import { keepsRecords } from '#domain/staff'
import type { Transport, TransportResult } from '#sync/ports'
import type { Renewal, Renewed } from '#sync/renewing'
import { leaveDevice } from './leave-device'
import { closeEngines, openEngines } from './open-engines'
import { services } from './services'

/**
 * `token`: on WeChat alone; on the web it is a cookie, which no script reads. `session` says which one is meant, and opens nothing. Neither:
 * as an older version left it; its token is worth nothing any more, and what it has not sent is sent after a new sign-in.
 */
const storedSession = v.object({
  session: v.optional(v.nullable(sessionId), null),
  token: v.nullable(v.string()),
  demo: v.boolean(),
  staff: signedInAnswer.entries.staff,
})
type StoredSession = v.InferOutput<typeof storedSession>
export type SignedInStaff = StoredSession['staff']

const KEY = 'session'
/** A session that was left without a network: its cookies are still in the browser, until the cloud hears of it. */
const LEFT = 'session-left'

/** Whose records this person's device keeps: the own unit's, for an officer the communities that the station serves. */
function unitsOf({ role, unitId, serves }: SignedInStaff): readonly UnitId[] {
  if (!keepsRecords(role)) return []
  return role === 'police' ? serves.map((unit) => unit.unitId) : [unitId]
}

type Proof =
  | { readonly action: 'bind'; readonly code: string }
  | { readonly action: 'enter'; readonly application: string | null }

/** `people`: whom the demonstration offers; null until asked, or when this is a real installation. */
interface SessionState {
  readonly session: StoredSession | null
  /** Why the session before ended, until somebody signs in; null: he signed out himself. */
  readonly endedBy: Problem | null
  readonly people: PeopleAnswer['people'] | null
  /** Somebody is signing in. */
  readonly busy: boolean
  /** The demonstration's people are being asked for. */
  readonly asking: boolean
  readonly problem: Problem | null
  load(): void
  /** On the web: another tab may have signed in as somebody, or out. */
  followTab(): void
  askPeople(): Promise<void>
  signIn(staff: StaffId): Promise<boolean>
  signInByPlatform(): Promise<boolean>
  /** By a code of one's own, or by an application that was approved. */
  signInBy(proof: Proof): Promise<boolean>
  /** By an answer that came already: somebody allowed it on his phone. */
  enterAs(answer: SignedInAnswer): boolean
  /** The same session, with other tokens. */
  renewed(session: StoredSession): void
  signOut(): Promise<void>
  /** The cloud tells another role, or another unit's name, than at the sign-in. */
  follow(staff: SignedInStaff): void
  /** The cloud said that it has ended. */
  ended(why: Problem): Promise<void>
}

export const noNetwork: Problem = { code: 1002, title: '没有网络，请联网后重试' }

/** Who is signed in on this device. The session survives a restart without network. */
export const useSession = create<SessionState>()((set, get) => {
  /** What lies in the storage, as far as this tab knows. */
  let known: string | null = null

  /** A storage that this app can't read is left as it is, and says so. */
  function begin(session: StoredSession, recordKey: string | null = null): boolean {
    const before = get().session
    // Another person's copy of the cloud is not for this one; what he has not sent stays under his name.
    if (before !== null && before.staff.id !== session.staff.id) void leaveDevice(before.staff.id)
    set({ session, endedBy: null, busy: false, problem: null })
    openEngines(session.staff.id, unitsOf(session.staff), recordKey, (refused) =>
      set({ session: null, busy: false, problem: refused }),
    )
    return get().session !== null
  }

  function keep(session: StoredSession): void {
    known = JSON.stringify(session)
    services().store.set(KEY, known)
  }

  function enterAs({ session, token, demo, staff, recordKey }: SignedInAnswer): boolean {
    const entered = { session, token, demo, staff }
    keep(entered)
    services().store.remove(LEFT)
    return begin(entered, recordKey)
  }

  async function enter(result: TransportResult): Promise<boolean> {
    const answer = read(signedInAnswer, result)
    if (answer.kind === 'value') return enterAs(answer.value)
    set({ busy: false, problem: answer.problem })
    return false
  }

  return {
    session: null,
    endedBy: null,
    people: null,
    busy: false,
    asking: false,
    problem: null,
    load() {
      known = services().store.get(KEY)
      const stored = parsed(known)
      if (stored !== null) begin(stored)
      void finishSignOut()
    },
    followTab() {
      const now = services().store.get(KEY)
      if (now === known) return
      known = now
      const stored = parsed(now)
      if (stored !== null) begin(stored)
      else {
        const { session } = get()
        closeEngines()
        if (session !== null) services().recordKeys.close(session.staff.id)
        set({ session: null })
      }
    },
    async askPeople() {
      set({ asking: true, problem: null })
      const answer = read(peopleAnswer, await services().transport.call('session', { action: 'people' }))
      if (answer.kind === 'problem') set({ asking: false, problem: answer.problem, people: null })
      else set({ asking: false, problem: null, people: answer.value.people })
    },
    async signIn(staff) {
      set({ busy: true, problem: null })
      return enter(await services().transport.call('session', { action: 'demo', staff, device: services().device }))
    },
    async signInByPlatform() {
      set({ busy: true, problem: null })
      return enter(await services().transport.call('session', { action: 'wechat', device: services().device }))
    },
    async signInBy(proof) {
      set({ busy: true, problem: null })
      return enter(await services().transport.call('session', { ...proof, device: services().device }))
    },
    enterAs,
    renewed(session) {
      keep(session)
      set({ session })
    },
    /** The cloud's copy leaves the device; what was not sent stays under this person's name until he signs in again. */
    async signOut() {
      const { session } = get()
      if (session !== null) await leaveDevice(session.staff.id)
      if (session?.session != null && session.token === null) services().store.set(LEFT, session.session)
      const { kind } = await services().transport.call('session', { action: 'sign-out' })
      if (kind === 'answer') services().store.remove(LEFT)
      services().store.remove(KEY)
      known = null
      set({ session: null, endedBy: null, people: get().people, problem: null })
    },
    follow(staff) {
      const { session } = get()
      if (session === null || session.staff.id !== staff.id) return
      const changed = { ...session, staff }
      keep(changed)
      set({ session: changed })
    },
    async ended(why) {
      const { session } = get()
      if (session === null) return
      set({ session: null, endedBy: why, problem: null })
      // Another tab's person may be signed in by now.
      if (services().store.get(KEY) === known) services().store.remove(KEY)
      await leaveDevice(session.staff.id)
    },
  }
})

/** Tells the cloud of a session that was left without a network, as soon as there is one. */
export async function finishSignOut(): Promise<void> {
  if (useSession.getState().session !== null || services().store.get(LEFT) === null) return
  const { kind } = await services().transport.call('session', { action: 'sign-out' })
  if (kind !== 'not-sent' && kind !== 'no-answer') services().store.remove(LEFT)
}

/** How the session's tokens are renewed: on the web by its refresh cookie, on WeChat by the runtime's word. `transport`: the bare one. */
export function sessionRenewal(transport: Transport): Renewal {
  const now = () => useSession.getState()
  async function renew(refused: Problem): Promise<Renewed> {
    const { session } = now()
    if (session === null) return 'over'
    const answer = read(signedInAnswer, await transport.call('session', renewalOf(session)))
    // Meanwhile somebody has signed out, or in: whatever this was an answer to, it is his turn.
    if (now().session !== session) return 'renewed'
    if (answer.kind === 'problem') {
      if (!isFinal(answer.problem)) return 'unknown'
      // Why the token was refused says more than that no other is given.
      await now().ended(problem(4011, refused.detail ?? answer.problem.detail ?? wordsBut4011(answer.problem)))
      return 'over'
    }
    const { token, session: id, staff } = answer.value
    if (staff.id !== session.staff.id) {
      await now().ended(problem(4011))
      return 'over'
    }
    if (token !== session.token || id !== session.session) {
      const next = { ...session, token, session: id }
      now().renewed(next)
    }
    return 'renewed'
  }
  return { possible: () => now().session !== null, renew }
}

function wordsBut4011({ code, title }: Problem): string | undefined {
  return code === 4010 || code === 4011 ? undefined : title
}

function renewalOf({ demo, staff }: StoredSession): object {
  const { knownByPlatform, device } = services()
  if (!knownByPlatform) return { action: 'refresh' }
  return demo ? { action: 'demo', staff: staff.id, device } : { action: 'wechat', device }
}

/** The cloud has spoken: asked again it would say the same. */
function isFinal({ code }: Problem): boolean {
  return code >= 4000 && code < 4290 && code !== 4002
}

function parsed(stored: string | null): StoredSession | null {
  const found = v.safeParse(v.pipe(v.string(), v.parseJson(), storedSession), stored)
  return found.success ? found.output : null
}

/** The session's token for the transport. */
export function currentToken(): string | null {
  return useSession.getState().session?.token ?? null
}

/** Which session a page of the web means, also when it was left a moment ago. */
export function currentSession(): SessionId | null {
  const { session } = useSession.getState()
  if (session !== null) return session.session
  const left = v.safeParse(sessionId, services().store.get(LEFT))
  return left.success ? left.output : null
}

export type Read<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'problem'; readonly problem: Problem }

/** What came over the network is parsed before anything believes it. */
export function read<Schema extends v.GenericSchema>(
  schema: Schema,
  result: TransportResult,
): Read<v.InferOutput<Schema>> {
  switch (result.kind) {
    case 'answer': {
      const parsed = v.safeParse(schema, result.body)
      if (parsed.success) return { kind: 'value', value: parsed.output }
      return { kind: 'problem', problem: { code: 4002, title: '应用与云端版本不一致，请更新应用' } }
    }
    case 'problem':
      return result
    case 'not-sent':
    case 'no-answer':
      return { kind: 'problem', problem: noNetwork }
    default:
      return result satisfies never
  }
}
