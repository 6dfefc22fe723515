import { Current } from '@tarojs/runtime'
import Taro from '@tarojs/taro'
import TestUtils from '@tarojs/test-utils-react'
import type { ComponentType } from 'react'
import type { BuildingKind } from '#domain/building'
import { attachEngine, awaitEngines, detachEngines } from '#stores/field-store'
import { provide } from '#stores/services'
import { useSession } from '#stores/session-store'
import { closeOffer } from '#stores/visit-store'
import { createDisk, type Disk } from '../support/memory-store'
import { createModelCloud, type ModelCloud } from '../support/model-cloud'
import { createPhone, type Phone, type World } from '../support/phone'
import { plainServices } from '../support/plain-services'
import { settled } from '../support/settled'
import { device, house, smallTown, unit, worker } from '../support/small-town'
import { START } from '../support/sync-set-up'

// Each test mounts whole pages, on a machine that may be busy.
jest.setTimeout(30_000)
// Taro's own reads a router that only a whole app has.
Object.assign(Taro, { getCurrentPages: () => [] })

/** A worker's page on the real engine, an in-memory disk and a model of the cloud. */
export interface FieldStage {
  readonly cloud: ModelCloud
  readonly world: World
  readonly phone: Phone
  readonly disk: Disk
  text(): string
  find(selector: string): HTMLElement
  has(selector: string): boolean
  press(selector: string): Promise<void>
  type(selector: string, words: string): Promise<void>
  settle(): Promise<void>
  /** Lets the page look again after something happened to the phone. */
  act(run: () => unknown): Promise<void>
}

interface Setting {
  readonly kind?: BuildingKind
  readonly doors?: number
  readonly params?: Record<string, string>
  /** What lies on the device can't be read yet, when the page comes. */
  readonly opening?: boolean
  readonly before?: (stage: Pick<FieldStage, 'cloud' | 'world' | 'phone'>) => void | Promise<void>
}

/** The page of the test before: left mounted, it would go on syncing the phone of this one. */
let mounted: TestUtils | null = null
afterAll(() => mounted?.unmout())

export async function openFieldPage(Page: ComponentType, setting: Setting = {}): Promise<FieldStage> {
  const { kind = 'residential', doors = 8, params = {} } = setting
  mounted?.unmout()
  const world: World = {
    now: START,
    late: [],
    cloud(staff, body) {
      const answer = cloud.call(staff, body)
      return 'body' in answer ? { kind: 'answer', body: answer.body } : { kind: 'problem', problem: answer.problem }
    },
  }
  const town = smallTown(2, doors)
  const flat = kind === 'residential'
  const cloud = createModelCloud(
    {
      ...town,
      buildings: town.buildings.map((building) => ({ ...building, kind })),
      doors: town.doors.map((door) => ({ ...door, stairwell: flat ? door.stairwell : null })),
    },
    () => world.now,
  )
  const disk = createDisk()
  const phone = createPhone({ world, staff: worker(1), device: device(1), disk, maker: 1 })
  closeOffer()
  detachEngines()
  provide(
    plainServices({
      store: phone.handle(),
      transport: { call: async () => ({ kind: 'not-sent' }) },
      now: () => world.now,
      device: device(1),
      openEngine: () => phone.engine(),
    }),
  )
  useSession.setState({
    session: {
      session: null,
      token: 't',
      demo: false,
      staff: {
        id: worker(1),
        unitId: unit,
        unitName: '青枫苑社区',
        name: '周敏',
        role: 'grid',
        number: 'QFY001',
        gridName: '第1网格',
        from: null,
        to: null,
        serves: [],
      },
    },
  })
  await setting.before?.({ cloud, world, phone })
  attachEngine(phone.engine())
  await phone.engine().sync()
  await phone.engine().hold(house(1))
  if (setting.opening) awaitEngines()
  const router = { params: { id: house(1), ...params }, path: '', onReady: '', onHide: '', onShow: '' }
  Current.router = router as unknown as typeof Current.router
  document.body.innerHTML = ''
  const utils = new TestUtils()
  await utils.mount(Page)
  mounted = utils
  const settle = () => settled(utils)
  await settle()
  const find = (selector: string): HTMLElement => {
    const found = document.querySelector<HTMLElement>(selector)
    if (found === null) throw new Error(`nothing at ${selector} in: ${document.body.textContent}`)
    return found
  }
  return {
    cloud,
    world,
    phone,
    disk,
    text: () => document.body.textContent ?? '',
    find,
    has: (selector) => document.querySelector(selector) !== null,
    async press(selector) {
      utils.act(() => void utils.fireEvent.click(find(selector)))
      await settle()
    },
    async type(selector, words) {
      const input = find(`${selector} input`)
      if (!(input instanceof HTMLInputElement)) throw new Error(`no input at ${selector}`)
      input.value = words
      utils.act(() => void utils.fireEvent.input(input))
      await settle()
    },
    settle,
    async act(run) {
      await utils.act(async () => {
        await run()
      })
      await settle()
    },
  }
}
