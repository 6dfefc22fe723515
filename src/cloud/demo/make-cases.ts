import type { Milliseconds } from '#domain/time'
import { type CaseGround, caseGround } from './case-ground'
import { callNotes, doorNotes } from './case-words'
import { casesAfterTheDoor } from './cases-after-the-door'
import { casesAtTheDoor } from './cases-at-the-door'
import { casesBeforeTheDoor } from './cases-before-the-door'
import type { DemoRecord } from './records'
import type { Town } from './town'

/** Buildings; a larger community has one alert more. */
const LARGE = 17

/**
 * A community's alerts, told from «now» backwards, so that something is always fresh, nearly due and overdue. The first community
 * has them in every state that a case can be in. Their seed is their own: the month of visits beside them stays what it is.
 */
export function makeCases(
  town: Town,
  station: Town,
  now: Milliseconds,
  seed: number,
  isFirst: boolean,
): readonly DemoRecord[] {
  const ground = caseGround(town, station, now, seed)
  if (isFirst) {
    casesBeforeTheDoor(ground)
    casesAtTheDoor(ground)
    casesAfterTheDoor(ground)
  } else elsewhere(ground, town.buildings.length > LARGE)
  return ground.writer.records
}

/** What a community has that nobody looks at first: one fresh, one under way, and what is behind it. */
function elsewhere({ writer, officer, worker, somebody }: CaseGround, isLarge: boolean): void {
  const { ago, on } = writer
  const [one, other] = [officer(0), officer(1)]
  writer.open(one, ago(18), { level: 'medium', fraudType: 'fake-shopping', ...somebody() })
  writer
    .open(other, ago(210), { level: 'high', fraudType: 'fake-loan', ...somebody() })
    .dispatch(other, ago(190), [worker(1)])
    .accept(worker(1), ago(185))
  writer
    .open(one, on(4, 9), { level: 'high', fraudType: 'fake-authority', ...somebody() })
    .dispatch(one, on(4, 9.3), [worker(0)])
    .accept(worker(0), on(4, 9.4))
    .attempt(worker(0), on(4, 10.4), 8, { met: 'person', result: 'awake', note: doorNotes.awake })
    .confirm(other, on(4, 15), on(-3, 10))
  if (!isLarge) return
  writer
    .open(one, on(10, 10), { level: 'low', fraudType: 'rebate-tasks', ...somebody() })
    .call(one, on(10, 11), true, callNotes.reached)
    .close(one, on(5, 9), 'resolved', '回访未再操作')
}
