import { Current } from '@tarojs/runtime'
import TestUtils from '@tarojs/test-utils-react'
import type { ComponentType } from 'react'
import * as v from 'valibot'
import { deviceId, staffId, unitId } from '#contract/scalars'
import type { Role } from '#domain/staff'
import { forgetAnswers } from '#stores/last-answers'
import { provide } from '#stores/services'
import { useSession } from '#stores/session-store'
import type { FunctionName, TransportResult } from '#sync/ports'
import { idAt } from '../support/operation-ids'
import { plainServices } from '../support/plain-services'
import { settled } from '../support/settled'

type Body = Record<string, unknown>

/** 2021-04-15 10:00 in Suzhou. */
export const now = Date.UTC(2021, 3, 15, 2)

export interface Stage {
  readonly calls: readonly { readonly name: FunctionName; readonly body: Body }[]
  text(): string
  find(selector: string): HTMLElement
  press(selector: string): Promise<void>
  type(selector: string, words: string): Promise<void>
}

/** A page of the street's own people on a scripted cloud; no engine stands behind them. */
export async function openStreetPage(
  Page: ComponentType,
  cloud: (name: FunctionName, body: Body) => TransportResult,
  role: Role = 'street',
  params: Readonly<Record<string, string>> = {},
): Promise<Stage> {
  const calls: { name: FunctionName; body: Body }[] = []
  forgetAnswers()
  provide(
    plainServices({
      transport: {
        async call(name, body) {
          const sent = body as Body
          calls.push({ name, body: sent })
          return cloud(name, sent)
        },
      },
      now: () => now,
      device: v.parse(deviceId, idAt(1)),
      openEngine: () => {
        throw new Error('the street keeps no engine')
      },
    }),
  )
  useSession.setState({
    session: {
      session: null,
      token: 't',
      demo: false,
      staff: {
        id: v.parse(staffId, 'wtjd-s1'),
        unitId: v.parse(unitId, 'wtjd'),
        unitName: '唯亭街道',
        name: '王立群',
        role,
        number: 'WTJD001',
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
  await settled(utils)
  const find = (selector: string): HTMLElement => {
    const found = document.querySelector<HTMLElement>(selector)
    if (found === null) throw new Error(`nothing at ${selector} in: ${document.body.textContent}`)
    return found
  }
  return {
    calls,
    text: () => document.body.textContent ?? '',
    find,
    async press(selector) {
      utils.act(() => void utils.fireEvent.click(find(selector)))
      await settled(utils)
    },
    async type(selector, words) {
      const field = find(selector)
      utils.act(() => {
        const event = new Event('input', { bubbles: true })
        Object.assign(event, { detail: { value: words } })
        field.dispatchEvent(event)
      })
      await settled(utils)
    },
  }
}
