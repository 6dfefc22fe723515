import Taro from '@tarojs/taro'
import type { OperationId, UnitId } from '#domain/ids'

/** Where the officers' pages lead to one another. */
function go(url: string): void {
  void Taro.navigateTo({ url })
}

const ofCase = (unit: UnitId, id: OperationId): string => `?unit=${unit}&id=${id}`

export const goAlert = (unit: UnitId, id: OperationId): void => go(`/police/alert/index${ofCase(unit, id)}`)
export const goDispatch = (unit: UnitId, id: OperationId): void => go(`/police/dispatch/index${ofCase(unit, id)}`)
export const goAttempt = (unit: UnitId, id: OperationId): void => go(`/pages/attempt/index${ofCase(unit, id)}`)
export const goEnter = (): void => go('/police/enter/index')
export const goCrime = (): void => go('/police/crime/index')
export const goImport = (): void => go('/police/import/index')
