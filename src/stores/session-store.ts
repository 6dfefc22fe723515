import * as v from 'valibot'
import { create } from 'zustand'
import type { Problem } from '#contract/problem'
import { type PeopleAnswer, peopleAnswer, signedInAnswer } from '#contract/session'
import type { StaffId, UnitId } from '#domain/ids'
import { keepsRecords } from '#domain/staff'
import type { TransportResult } from '#sync/ports'
import { StorageRefused } from '#sync/storage-schema'
import { attachEngines } from './field-store'
import { leaveDevice } from './leave-device'
import { services } from './services'

const storedSession = v.object({ token: v.string(), demo: v.boolean(), staff: signedInAnswer.entries.staff })
type StoredSession = v.InferOutput<typeof storedSession>
export type SignedInStaff = StoredSession['staff']

const KEY = 'session'

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
  readonly people: PeopleAnswer['people'] | null
  /** Somebody is signing in. */
  readonly busy: boolean
  /** The demonstration's people are being asked for. */
  readonly asking: boolean
  readonly problem: Problem | null
  load(): void
  askPeople(): Promise<void>
  signIn(staff: StaffId): Promise<boolean>
  signInByPlatform(): Promise<boolean>
  /** By a code of one's own, or by an application that was approved. */
  signInBy(proof: Proof): Promise<boolean>
  signOut(): Promise<void>
  /** The cloud tells another role, or another unit's name, than at the sign-in. */
  follow(staff: SignedInStaff): void
  /** The cloud said that it has ended. */
  ended(why: Problem): Promise<void>
}

export const noNetwork: Problem = { code: 1002, title: '没有网络，请联网后重试' }

/** Who is signed in on this device. The session survives a restart without network. */
export const useSession = create<SessionState>()((set, get) => {
  /** A storage that this app can't read is left as it is, and says so. */
  function begin(session: StoredSession): boolean {
    try {
      attachEngines(
        unitsOf(session.staff).map((unit) =>
          services().openEngine({ unit, staff: session.staff.id, device: services().device }),
        ),
      )
    } catch (error) {
      if (!(error instanceof StorageRefused)) throw error
      set({ session: null, busy: false, problem: error.problem })
      return false
    }
    set({ session, busy: false, problem: null })
    return true
  }

  async function enter(result: TransportResult): Promise<boolean> {
    const answer = read(signedInAnswer, result)
    if (answer.kind === 'problem') {
      set({ busy: false, problem: answer.problem })
      return false
    }
    const session = { token: answer.value.token, demo: answer.value.demo, staff: answer.value.staff }
    services().store.set(KEY, JSON.stringify(session))
    return begin(session)
  }
  return {
    session: null,
    people: null,
    busy: false,
    asking: false,
    problem: null,
    load() {
      const stored = services().store.get(KEY)
      if (stored === null) return
      const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), storedSession), stored)
      if (!parsed.success) return
      begin(parsed.output)
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
    /** The cloud's copy leaves the device; what was not sent stays under this person's name until he signs in again. */
    async signOut() {
      const { session } = get()
      if (session !== null) await leaveDevice(session.staff.id)
      await services().transport.call('session', { action: 'sign-out' })
      services().store.remove(KEY)
      set({ session: null, people: get().people, problem: null })
    },
    follow(staff) {
      const { session } = get()
      if (session === null || session.staff.id !== staff.id) return
      const changed = { ...session, staff }
      services().store.set(KEY, JSON.stringify(changed))
      set({ session: changed })
    },
    async ended(why) {
      const { session } = get()
      if (session === null) return
      set({ session: null, problem: why })
      services().store.remove(KEY)
      await leaveDevice(session.staff.id)
    },
  }
})

/** The session's token for the transport. */
export function currentToken(): string | null {
  return useSession.getState().session?.token ?? null
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
