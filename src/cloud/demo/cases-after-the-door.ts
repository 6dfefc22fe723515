import type { Milliseconds } from '#domain/time'
import type { CaseGround } from './case-ground'
import { callNotes, doorNotes } from './case-words'
import type { CaseStory, NewCase } from './case-writer'

/** 已确认 with every kind of follow-up, 已结案, and what began again. */
export function casesAfterTheDoor(ground: CaseGround): void {
  followedUp(ground)
  closed(ground)
  again(ground)
}

type Alert = Omit<NewCase, 'who' | 'home'> & Partial<Pick<NewCase, 'who' | 'home'>>

/** Entered in the morning of that day, met in its evening by the nth grid worker, and written down when the phone has a signal. */
function metOn(ground: CaseGround, daysAgo: number, nth: number, alert: Alert, receivedAt?: Milliseconds): CaseStory {
  const { writer, officer, worker, somebody } = ground
  const { on } = writer
  return writer
    .open(officer(0), on(daysAgo, 9), { ...somebody(), ...alert })
    .call(officer(0), on(daysAgo, 9.05), false, callNotes.unanswered)
    .dispatch(officer(0), on(daysAgo, 9.1), [worker(nth)])
    .accept(worker(nth), on(daysAgo, 9.2))
    .attempt(
      worker(nth),
      on(daysAgo, 10.6),
      9,
      {
        met: 'person',
        result: 'awake',
        answers: { transferred: false, 'in-contact': true },
        advised: ['hotline-96110'],
        note: doorNotes.awake,
      },
      receivedAt,
    )
}

function followedUp(ground: CaseGround): void {
  const { writer, officer, worker } = ground
  const zhang = officer(1)
  const { on } = writer
  metOn(ground, 5, 0, { level: 'high', fraudType: 'fake-loan' }).confirm(zhang, on(5, 14), on(1, 10))
  metOn(ground, 3, 0, { level: 'high', fraudType: 'fake-investment' }).confirm(zhang, on(3, 14), writer.laterToday())
  metOn(ground, 1, 1, { level: 'urgent', fraudType: 'fake-authority' }).confirm(zhang, on(1, 12), on(-1, 10))
  // From a cellar: the visit came the next morning.
  metOn(ground, 2, 2, { level: 'medium', fraudType: 'romance' }, on(1, 8.3)).confirm(zhang, on(1, 9), on(-6, 15))
  metOn(ground, 8, 1, { level: 'medium', fraudType: 'rebate-tasks' })
    .confirm(zhang, on(8, 15), on(2, 10))
    .followUp(worker(1), on(2, 11), { outcome: 'wavering', nextAt: on(-2, 10), note: '对方又加了微信，已提醒删除' })
  metOn(ground, 12, 3, { level: 'low', fraudType: 'other' }).confirm(zhang, on(12, 16), null)
}

function closed(ground: CaseGround): void {
  const { writer, officer, worker, somebody } = ground
  const [li, zhang] = [officer(0), officer(1)]
  const { on } = writer
  metOn(ground, 20, 2, { level: 'high', fraudType: 'fake-credit' })
    .confirm(zhang, on(20, 15), on(17, 10))
    .followUp(worker(2), on(17, 10.5), { outcome: 'well', nextAt: null, note: '未再接到来电' })
    .close(li, on(16, 9), 'resolved', '劝阻有效，未受损失')
    .conclude(li, on(16, 9.1), '无需继续管控')
  writer
    .open(li, on(7, 11), { level: 'medium', fraudType: 'fake-shopping', source: 'bank', ...somebody() })
    .call(li, on(7, 11.3), true, callNotes.reached)
    .close(li, on(7, 11.5), 'false-alarm', '收款方是本人子女，银行已核实')
  writer
    .open(zhang, on(14, 10), { level: 'low', fraudType: 'game-trade', ...somebody() })
    .call(zhang, on(14, 10.5), true, callNotes.reached)
    .close(zhang, on(6, 9), 'resolved', '一周后电话回访，未再登录')
}

function again(ground: CaseGround): void {
  const { writer, officer, worker, somebody } = ground
  const [li, zhang] = [officer(0), officer(1)]
  const { ago, on } = writer
  // A new fraud at the same person: the second round of the same case.
  metOn(ground, 15, 0, { level: 'high', fraudType: 'fake-investment' })
    .confirm(zhang, on(15, 14), on(12, 10))
    .followUp(worker(0), on(12, 10.5), { outcome: 'defrauded-again', nextAt: null, note: '又下载了同类软件，转出两千' })
    .dispatch(zhang, on(12, 10.7), [worker(0)])
    .accept(worker(0), on(12, 10.8))
    .attempt(worker(0), on(12, 19), 12, { met: 'person', result: 'refused', note: doorNotes.refused })
    .confirm(zhang, on(12, 20), on(-3, 9))
  // And one whom an earlier alert spoke of.
  const person = somebody()
  metOn(ground, 18, 1, { level: 'medium', fraudType: 'rebate-tasks', ...person })
    .confirm(zhang, on(18, 15), on(11, 10))
    .followUp(worker(1), on(11, 11), { outcome: 'well', nextAt: null })
    .close(li, on(10, 9), 'resolved', '劝阻有效')
  writer
    .open(li, ago(35), { level: 'medium', fraudType: 'fake-credit', ...person })
    .call(li, ago(20), false, callNotes.unanswered)
}
