import { Current } from '@tarojs/runtime'
import TestUtils from '@tarojs/test-utils-react'
import type { ComponentType } from 'react'
import * as v from 'valibot'
import { deviceId, staffId, unitId } from '#contract/scalars'
import { forgetAnswers } from '#stores/last-answers'
import { provide } from '#stores/services'
import { useSession } from '#stores/session-store'
import type { FunctionName, TransportResult } from '#sync/ports'
import { plainServices } from '../support/plain-services'
import { settled } from '../support/settled'
import * as answers from './answers'

type Body = Record<string, unknown>
export type Script = (name: FunctionName, body: Body) => TransportResult | undefined

export const problemResult = (code: number, title: string): TransportResult => ({
  kind: 'problem',
  problem: { code, title },
})
const answer = (body: unknown): TransportResult => ({ kind: 'answer', body })

/** What the cloud says unless a test says otherwise. */
function usual(name: FunctionName, body: Body): TransportResult {
  if (name === 'ledger') return answer({ ...answers.dryRun, imported: body.action === 'import' })
  switch (body.action) {
    case 'day':
      return answer(body.day === answers.today ? answers.unknownDay : { ...answers.lateDay, day: body.day })
    case 'calendar':
      return answer(answers.calendar)
    case 'coverage':
      return answer({ ...answers.coverage, staleDays: body.staleDays })
    case 'doors':
      return answer(answers.doors)
    case 'records':
      return answer(body.before === null ? answers.recordsPage(0, 50, true) : answers.recordsPage(50, 30, false))
    case 'record':
      return answer(body.id === answers.performance.record.id ? answers.performance : answers.amended)
    case 'staff':
      return answer(answers.staff)
    default:
      return problemResult(4003, '没有这个功能')
  }
}

export interface Stage {
  readonly calls: readonly { readonly name: FunctionName; readonly body: Body }[]
  /** Said instead of the usual from now on. */
  script(script: Script): void
  text(): string
  find(selector: string): HTMLElement
  all(selector: string): readonly HTMLElement[]
  /** By what it says or by its label. */
  press(words: string): Promise<void>
  type(selector: string, words: string): Promise<void>
  settle(): Promise<void>
}

/** A page of the secretary's on a scripted cloud. */
export async function openPage(
  Page: ComponentType,
  params: Record<string, string> = {},
  first: Script = () => undefined,
): Promise<Stage> {
  const calls: { name: FunctionName; body: Body }[] = []
  let script = first
  forgetAnswers()
  provide(
    plainServices({
      transport: {
        async call(name, body) {
          const sent = body as Body
          calls.push({ name, body: sent })
          return script(name, sent) ?? usual(name, sent)
        },
      },
      now: () => answers.now,
      device: v.parse(deviceId, answers.idOf(1)),
      openEngine: () => {
        throw new Error('not on this stage')
      },
    }),
  )
  useSession.setState({
    session: {
      session: null,
      token: 't',
      demo: false,
      staff: {
        id: v.parse(staffId, 'qfy-s9'),
        unitId: v.parse(unitId, 'qfy'),
        unitName: '青枫苑社区',
        name: '陈芳',
        role: 'secretary',
        number: 'QFY-900',
        gridName: null,
        from: null,
        to: null,
        serves: [],
      },
    },
  })
  Current.router = { params, path: '', onReady: '', onHide: '', onShow: '' } as unknown as typeof Current.router
  document.body.innerHTML = ''
  const utils = new TestUtils()
  await utils.mount(Page)
  const settle = () => settled(utils)
  await settle()
  const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)]
  const find = (selector: string): HTMLElement => {
    const [found] = all(selector)
    if (found === undefined) throw new Error(`nothing at ${selector} in: ${document.body.textContent}`)
    return found
  }
  return {
    calls,
    script: (next) => {
      script = next
    },
    text: () => document.body.textContent ?? '',
    find,
    all,
    async press(words) {
      const pressables = all('.press')
      const target =
        pressables.find((node) => node.getAttribute('aria-label') === words || node.textContent?.trim() === words) ??
        pressables.find((node) => node.getAttribute('aria-label')?.includes(words) || node.textContent?.includes(words))
      if (target === undefined) throw new Error(`nothing to press: ${words}`)
      utils.act(() => void utils.fireEvent.click(target))
      await settle()
    },
    async type(selector, words) {
      const field = find(selector)
      utils.act(() => {
        const event = new Event('input', { bubbles: true })
        Object.assign(event, { detail: { value: words } })
        field.dispatchEvent(event)
      })
      await settle()
    },
    settle,
  }
}
