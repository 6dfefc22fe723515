import { Current } from '@tarojs/runtime'
import Taro from '@tarojs/taro'
import TestUtils from '@tarojs/test-utils-react'
import type { ComponentType } from 'react'
import type { CaseAnswer } from '#contract/case-query'
import type { OperationId } from '#domain/ids'
import { attachEngine, detachEngines } from '#stores/field-store'
import { forgetAnswers } from '#stores/last-answers'
import { provide } from '#stores/services'
import { useSession } from '#stores/session-store'
import { useStation } from '#stores/station-store'
import type { Draft, Engine } from '#sync/engine-api'
import type { FunctionName, TransportResult } from '#sync/ports'
import { plainServices } from '../support/plain-services'
import { settled } from '../support/settled'
import { device, officer, unit } from '../support/small-town'
import { idOf, type SetUp, setUp } from '../support/sync-set-up'

jest.setTimeout(30_000)
// jsdom lays nothing out, so it has nowhere to scroll to.
Element.prototype.scrollIntoView = () => undefined
// Taro's own reads a router that only a whole app has.
Object.assign(Taro, { getCurrentPages: () => [] })

type Body = Record<string, unknown>
type Script = (name: FunctionName, body: Body) => TransportResult | undefined

export const said = (body: unknown): TransportResult => ({ kind: 'answer', body })

/** A station with two officers that serves one community; its engine is real, the cloud a model, the pages' queries scripted. */
export interface Station extends SetUp {
  /** The officer who sits here, and a colleague of his. */
  readonly mine: Engine
  readonly colleague: Engine
  readonly worker: Engine
  readonly calls: readonly { readonly name: FunctionName; readonly body: Body }[]
  script(script: Script): void
  /** Somebody says something, and it reaches the cloud. */
  does(engine: Engine, draft: Draft): Promise<OperationId>
  open(Page: ComponentType, params?: Record<string, string>): Promise<Page>
  /** The app is gone, and what it held in memory with it. */
  close(): void
}

export interface Page {
  text(): string
  find(selector: string): HTMLElement
  has(selector: string): boolean
  all(selector: string): readonly HTMLElement[]
  press(selector: string): Promise<void>
  type(selector: string, words: string): Promise<void>
  /** What is written in a field. */
  written(selector: string): string
  key(key: string): Promise<void>
  /** Lets the page look again after something happened elsewhere. */
  act(run: () => unknown): Promise<void>
}

const nobody: NonNullable<CaseAnswer['police']> = {
  labels: [],
  conclusion: null,
  clue: null,
  source: 'system',
  candidates: [],
  doorId: null,
  earlier: [],
  visits: [],
  signals: [],
}

let mounted: TestUtils | null = null
afterAll(() => mounted?.unmout())

export function station(police: Partial<NonNullable<CaseAnswer['police']>> = {}): Station {
  const ground = setUp()
  const mine = ground.officerPhone(1).engine()
  const colleague = ground.officerPhone(2).engine()
  const worker = ground.phone.engine()
  const calls: { name: FunctionName; body: Body }[] = []
  let script: Script = () => undefined
  // A page of the test before would still listen to its keys.
  mounted?.unmout()
  mounted = null
  detachEngines()
  forgetAnswers()
  useStation.setState({ muted: false, heard: [], unseen: 0 })
  function usual(body: Body): TransportResult {
    const view = mine.cases().find(({ row }) => row.id === body.id)
    return body.action === 'case' && view !== undefined
      ? said({ row: view.row, police: { ...nobody, ...police }, thread: [], asOf: ground.world.now })
      : { kind: 'problem', problem: { code: 4003, title: '没有这个功能' } }
  }
  provide(
    plainServices({
      transport: {
        async call(name, body) {
          const asked = body as Body
          calls.push({ name, body: asked })
          return script(name, asked) ?? usual(asked)
        },
      },
      now: () => ground.world.now,
      device: device(1),
      openEngine: () => mine,
    }),
  )
  useSession.setState({
    session: {
      session: null,
      token: 't',
      demo: false,
      staff: {
        id: officer(1),
        unitId: unit,
        unitName: '唯亭派出所',
        name: '李建国',
        role: 'police',
        number: 'P-001',
        gridName: null,
        from: null,
        to: null,
        serves: [{ unitId: unit, name: '青枫苑社区' }],
      },
    },
  })
  return {
    ...ground,
    mine,
    colleague,
    worker,
    calls,
    script: (next) => {
      script = next
    },
    async does(engine, draft) {
      const id = idOf(engine.save(draft))
      await engine.sync()
      return id
    },
    async open(Page, params = {}) {
      attachEngine(mine)
      await mine.sync()
      return mountPage(Page, params)
    },
    close() {
      mounted?.unmout()
      mounted = null
      useStation.setState({ muted: false, heard: [], unseen: 0 })
    },
  }
}

async function mountPage(Component: ComponentType, params: Record<string, string>): Promise<Page> {
  mounted?.unmout()
  const router = { params, path: '', onReady: '', onHide: '', onShow: '' }
  Current.router = router as unknown as typeof Current.router
  document.body.innerHTML = ''
  const utils = new TestUtils()
  await utils.mount(Component)
  mounted = utils
  const settle = () => settled(utils)
  await settle()
  const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)]
  const find = (selector: string): HTMLElement => {
    const [found] = all(selector)
    if (found === undefined) throw new Error(`nothing at ${selector} in: ${document.body.textContent}`)
    return found
  }
  const inputAt = (selector: string): HTMLInputElement => {
    const input = find(`${selector} input`)
    if (!(input instanceof HTMLInputElement)) throw new Error(`no input at ${selector}`)
    return input
  }
  return {
    text: () => document.body.textContent ?? '',
    find,
    all,
    has: (selector) => all(selector).length > 0,
    async press(selector) {
      utils.act(() => void utils.fireEvent.click(find(selector)))
      await settle()
    },
    written: (selector) => inputAt(selector).value,
    async type(selector, words) {
      const input = inputAt(selector)
      input.value = words
      utils.act(() => void utils.fireEvent.input(input))
      await settle()
    },
    async key(key) {
      utils.act(() => void document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })))
      await settle()
    },
    async act(run) {
      await utils.act(async () => {
        await run()
      })
      await settle()
    },
  }
}
