import type { DutyAnswer } from '#contract/case-query'
import type { CaseRow } from '#contract/pull'
import type { StaffId } from '#domain/ids'
import type { Milliseconds } from '#domain/time'
import { moment } from '#words/format'
import type { Choosable } from './people-list'

type Person = DutyAnswer['people'][number]

/** `负责这栋楼 · 在办 2 件 · 最后联系 20:11` */
export function choosable(person: Person, now: Milliseconds): Choosable {
  const { id, name, near, load, seenAt, onDuty } = person
  const facts = [
    near ? '负责这栋楼' : null,
    load === 0 ? '手上没有任务' : `在办 ${load} 件`,
    seenAt === null ? '手机还没有登录过' : `最后联系 ${moment(seenAt, now)}`,
  ]
  return {
    id,
    name,
    detail: facts.filter((fact) => fact !== null).join(' · '),
    ...(onDuty ? {} : { off: '不在岗' }),
  }
}

export interface TeamChoice {
  readonly leader: StaffId | null
  readonly workers: readonly StaffId[]
  readonly companions: readonly StaffId[]
}

/** A sensible start: whoever dispatches leads, and the near grid worker with the least in hand goes along. */
export function suggested({ people, officers }: DutyAnswer, me: StaffId): TeamChoice {
  const leader = officers.find(({ id }) => id === me) ?? officers[0]
  const [worker] = people
    .filter(({ role, onDuty }) => role === 'grid' && onDuty)
    .sort((a, b) => Number(b.near) - Number(a.near) || a.load - b.load)
  return { leader: leader?.id ?? null, workers: worker === undefined ? [] : [worker.id], companions: [] }
}

/** Who is of the team already: a transfer goes to somebody else. */
export function isOfTeam({ workers }: Pick<CaseRow, 'workers'>, id: StaffId): boolean {
  return workers.some((worker) => worker.id === id)
}
