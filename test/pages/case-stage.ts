import type { ComponentType } from 'react'
import type { OperationOf } from '#contract/operation'
import type { OperationId, StaffId } from '#domain/ids'
import { provide, services } from '#stores/services'
import type { Engine } from '#sync/engine-api'
import { alert, dispatch } from '../support/case-drafts'
import { createDisk } from '../support/memory-store'
import { idAt } from '../support/operation-ids'
import { createPhone, type World } from '../support/phone'
import { device, officer, unit, worker } from '../support/small-town'
import { idOf } from '../support/sync-set-up'
import { type FieldStage, openFieldPage } from './field-stage'

const OFFICER_MAKER = 90

/** The first alert that the stage's officer enters. */
export const CASE: OperationId = idAt(1, OFFICER_MAKER)

export interface CaseStage extends FieldStage {
  /** What the worker's device holds, newest first. */
  operations(): readonly string[]
  row(): ReturnType<Engine['cases']>[number]['row']
}

interface Setting {
  readonly alert?: Partial<OperationOf<'alert.enter'>['body']>
  readonly workers?: readonly StaffId[]
  readonly companions?: readonly StaffId[]
  /** After the dispatch has reached the worker's phone. */
  readonly dispatched?: (people: Ground) => void | Promise<void>
  /** What the cloud answers to queries; without it there is no network for them. */
  readonly answer?: (id: OperationId, engine: Engine) => unknown
  readonly params?: Record<string, string>
}

export interface Ground {
  readonly id: OperationId
  readonly mine: Engine
  /** An officer of the station, on a phone of his own. */
  readonly police: (number: 1 | 2) => Engine
  readonly world: World
}

/** A worker's page on a phone that was sent a case. */
export async function openCasePage(Page: ComponentType, setting: Setting = {}): Promise<CaseStage> {
  const { workers = [worker(1)], companions = [], params = {} } = setting
  const stage = await openFieldPage(Page, {
    params: { unit, id: CASE, ...params },
    before: async ({ world, phone }) => {
      const phones = new Map<number, Engine>()
      const police = (number: 1 | 2): Engine => {
        const known = phones.get(number)
        if (known !== undefined) return known
        const maker = OFFICER_MAKER + number - 1
        const made = createPhone({ world, staff: officer(number), device: device(maker), disk: createDisk(), maker })
        phones.set(number, made.engine())
        return made.engine()
      }
      const id = idOf(police(1).save(alert('YJ-1', setting.alert)))
      idOf(police(1).save(dispatch(id, workers, companions)))
      await police(1).sync()
      const mine = phone.engine()
      await mine.sync()
      await setting.dispatched?.({ id, mine, police, world })
      const { answer } = setting
      if (answer === undefined) return
      provide({ ...services(), transport: { call: async () => ({ kind: 'answer', body: answer(id, mine) }) } })
    },
  })
  return {
    ...stage,
    operations: () =>
      stage.phone
        .engine()
        .records()
        .map(({ operation }) => operation.type),
    row: () => {
      const [view] = stage.phone.engine().cases()
      if (view === undefined) throw new Error('no case on the phone')
      return view.row
    },
  }
}
