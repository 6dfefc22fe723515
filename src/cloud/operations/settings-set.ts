import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { type SettingsFault, settingsFault } from '#domain/street-settings'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import type { WorkingSet } from './working-set'

/** What the street decides from now on. Cases keep the deadline of the step they are in; the next step has the new one. */
export function setSettings(
  { body }: OperationOf<'settings.set'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const refused = judge(when.author, 'settings.set', { unitId: set.unitId, street: set.street }, when.day)
  if (refused) return refused
  if (set.street !== set.unitId) return problem(4001, '设置写在街道自己的单位里', 'unit')
  const { base, ...settings } = body
  if (base !== set.settings.version) return problem(4095)
  const fault = settingsFault(set.settings, settings)
  if (fault !== undefined)
    return problem(4001, faultWords(fault), fault.kind === 'nothing-offered' ? 'body.fraudTypes' : 'body')
  set.settings = { version: base + 1, ...settings, retention: settings.retention ?? set.settings.retention }
  set.settingsChanged = true
  return undefined
}

function faultWords(fault: SettingsFault): string {
  switch (fault.kind) {
    case 'twice':
      return `${fault.id} 出现了两次`
    case 'taken-out':
      return `${fault.id} 已有记录使用，不能删除，请改为停用`
    case 'no-word':
      return `${fault.id} 还没有名称`
    case 'nothing-offered':
      return '至少保留一种在用的诈骗类型'
    default:
      return fault satisfies never
  }
}
