import { create } from 'zustand'
import { type ApplicationAnswer, applicationAnswer, type InvitationAnswer, invitationAnswer } from '#contract/enrolment'
import type { Problem } from '#contract/problem'
import { readCode } from '#domain/invitation'
import { services } from './services'
import { read, useSession } from './session-store'

const KEY = 'application'

interface About {
  readonly name: string
  readonly number: string
  readonly about: string
}

/** Somebody who is nobody yet: the code he typed, and the application that he waits for. Its token lies under `application`. */
interface JoinState {
  readonly invitation: { readonly code: string; readonly of: InvitationAnswer } | null
  readonly application: ApplicationAnswer | null
  readonly busy: boolean
  readonly problem: Problem | null
  /** What became of the application of this device; without one nothing is asked. */
  load(): Promise<void>
  look(typed: string): Promise<void>
  apply(told: About): Promise<void>
  /** Somebody bound to another WeChat asks to be bound to this one. */
  askRebinding(): Promise<void>
  /** Comes in: by the approved application, or by a code of one's own. */
  comeIn(): Promise<boolean>
  /** Another code. */
  begin(): void
}

const notACode: Problem = { code: 4013, title: '邀请码由 8 位字母和数字组成，请核对后再输' }

export const useJoin = create<JoinState>()((set, get) => ({
  invitation: null,
  application: null,
  busy: false,
  problem: null,
  async load() {
    const token = services().store.get(KEY)
    if (token === null && !services().knownByPlatform) return
    set({ busy: true, problem: null })
    const body = { action: 'application', application: token }
    const answer = read(applicationAnswer, await services().transport.call('session', body))
    if (answer.kind === 'value') set({ busy: false, application: answer.value })
    // None on WeChat, or forgotten meanwhile: then a code is asked for.
    else set({ busy: false, application: null, problem: answer.problem.code === 4015 ? null : answer.problem })
  },
  async look(typed) {
    const code = readCode(typed)
    if (code === null) return set({ problem: notACode })
    set({ busy: true, problem: null })
    const answer = read(invitationAnswer, await services().transport.call('session', { action: 'invitation', code }))
    if (answer.kind === 'problem') set({ busy: false, problem: answer.problem })
    else set({ busy: false, invitation: { code, of: answer.value } })
  },
  async apply({ name, number, about }) {
    const { invitation } = get()
    if (invitation === null) return
    set({ busy: true, problem: null })
    const body = {
      action: 'apply',
      code: invitation.code,
      device: services().device,
      name: name.trim(),
      number: number.trim() || null,
      about: about.trim() || null,
      consent: true,
    }
    const answer = read(applicationAnswer, await services().transport.call('session', body))
    if (answer.kind === 'problem') return set({ busy: false, problem: answer.problem })
    if (answer.value.token !== null) services().store.set(KEY, answer.value.token)
    set({ busy: false, application: answer.value, invitation: null })
  },
  async askRebinding() {
    const { invitation } = get()
    if (invitation === null) return
    set({ busy: true, problem: null })
    const body = { action: 'rebind', code: invitation.code, device: services().device }
    const answer = read(applicationAnswer, await services().transport.call('session', body))
    if (answer.kind === 'problem') return set({ busy: false, problem: answer.problem })
    if (answer.value.token !== null) services().store.set(KEY, answer.value.token)
    set({ busy: false, application: answer.value, invitation: null })
  },
  async comeIn() {
    const { invitation } = get()
    const came = await useSession
      .getState()
      .signInBy(
        invitation === null
          ? { action: 'enter', application: services().store.get(KEY) }
          : { action: 'bind', code: invitation.code },
      )
    if (came) {
      services().store.remove(KEY)
      set({ invitation: null, application: null, problem: null })
    } else set({ problem: useSession.getState().problem })
    return came
  },
  begin() {
    services().store.remove(KEY)
    set({ invitation: null, application: null, problem: null })
  },
}))
