import type { Advice } from '#domain/dissuasion'
import type { CaseGround } from './case-ground'
import { callNotes, doorNotes } from './case-words'

/**
 * 上门中 and 待确认: thirteen. Today's meetings are short, so that the first community's day stays below its 60 minutes.
 */
export function casesAtTheDoor(ground: CaseGround): void {
  accepted(ground)
  checks(ground)
  submitted(ground)
}

function accepted({ writer, officer, worker, volunteer, somebody }: CaseGround): void {
  const [li, zhang] = [officer(0), officer(1)]
  const { ago, on } = writer
  // An hour and 24 minutes are left to meet him.
  writer
    .open(li, ago(55), { level: 'urgent', fraudType: 'fake-investment', source: 'bank', ...somebody() })
    .call(li, ago(50), false, callNotes.busy)
    .dispatch(li, ago(42), [worker(0)], [volunteer(0)])
    .accept(worker(0), ago(36))
    .reveal(worker(0), ago(35))
  writer
    .open(zhang, ago(230), { level: 'high', fraudType: 'fake-loan', ...somebody() })
    .dispatch(zhang, ago(204), [worker(1)])
    .accept(worker(1), ago(200))
    .attempt(worker(1), ago(62), 3, { met: 'nobody', result: 'not-met', note: doorNotes.nobody })
  // The time to meet is over, and both visits say the same words.
  writer
    .open(li, ago(27.5 * 60), { level: 'medium', fraudType: 'rebate-tasks', ...somebody() })
    .dispatch(li, ago(26.2 * 60), [worker(3)])
    .accept(worker(3), ago(26.1 * 60))
    .attempt(worker(3), ago(24.5 * 60), 2, { met: 'nobody', result: 'not-met', note: doorNotes.again })
    .attempt(worker(3), ago(5.2 * 60), 2, { met: 'nobody', result: 'not-met', note: doorNotes.again })
  writer
    .open(li, on(1, 8.5), { level: 'medium', fraudType: 'fake-shopping', ...somebody() })
    .dispatch(li, on(1, 10), [worker(0)])
    .accept(worker(0), on(1, 10.1))
    .attempt(worker(0), on(1, 18.5), 7, { met: 'family', result: 'awake', note: doorNotes.family, advised: ['report'] })
    .return(zhang, ago(2), '没见到本人，请再约一次，当面核实是否已转账')
}

/** 核查任务: nobody but the police is told why. */
function checks({ writer, officer, worker, somebody }: CaseGround): void {
  const [li] = [officer(0)]
  const { ago, on } = writer
  writer
    .open(li, ago(170), { kind: 'check', level: 'low', fraudType: 'other', source: 'other', ...somebody() })
    .label(li, ago(168), ['prior-record'])
    .dispatch(li, ago(130), [worker(0)])
    .accept(worker(0), ago(125))
  writer
    .open(li, on(3, 9), { kind: 'check', level: 'low', fraudType: 'other', source: 'other', ...somebody() })
    .label(li, on(3, 9.1), ['prior-record', 'high-risk-area'])
    .dispatch(li, on(3, 10), [worker(2)])
    .accept(worker(2), on(3, 10.1))
    .attempt(worker(2), on(3, 19), 6, {
      met: 'person',
      result: 'denied',
      residence: 'lives-here',
      note: doorNotes.check,
    })
    .confirm(li, on(3, 20), null)
    .conclude(li, on(3, 20.2), '人在本辖区，按月核查一次')
}

function submitted({ writer, officer, worker, volunteer, somebody }: CaseGround): void {
  const [li, zhang] = [officer(0), officer(1)]
  const { ago, on } = writer
  const met: { met: 'person'; advised: Advice[] } = { met: 'person', advised: ['hotline-96110', 'report'] }
  writer
    .open(li, ago(150), { level: 'high', fraudType: 'fake-credit', ...somebody() })
    .call(li, ago(140), false, callNotes.unanswered)
    .dispatch(li, ago(125), [worker(0)], [volunteer(0)])
    .accept(worker(0), ago(120))
    .reveal(worker(0), ago(112))
    .attempt(worker(0), ago(52), 4, {
      ...met,
      result: 'awake',
      with: [volunteer(0).id],
      answers: { transferred: false, 'in-contact': true, 'shared-screen': true },
      note: doorNotes.awake,
    })
    .attempt(volunteer(0), ago(51), 4, { met: 'person', result: 'awake', note: doorNotes.companion })
  writer
    .open(zhang, ago(420), { level: 'medium', fraudType: 'fake-investment', ...somebody() })
    .dispatch(zhang, ago(400), [worker(1)])
    .accept(worker(1), ago(395))
    .attempt(worker(1), ago(300), 3, {
      ...met,
      result: 'doubting',
      answers: { transferred: true, 'in-contact': true, 'installed-app': true },
      amount: 3000,
      note: doorNotes.doubting,
    })
  // An officer went himself: only the other one may confirm it.
  writer
    .open(li, ago(190), { level: 'high', fraudType: 'fake-authority', source: 'report-110', ...somebody() })
    .dispatch(li, ago(170), [])
    .accept(li, ago(168))
    .attempt(li, ago(115), 4, {
      ...met,
      result: 'awake',
      answers: { transferred: false, 'gave-code': false },
      note: doorNotes.awake,
    })
  // It waits for longer than it should.
  writer
    .open(zhang, ago(430), { level: 'urgent', fraudType: 'fake-shopping', ...somebody() })
    .dispatch(zhang, ago(424), [worker(2)])
    .accept(worker(2), ago(420))
    .attempt(worker(2), ago(360), 3, {
      ...met,
      result: 'defrauded',
      answers: { transferred: true, 'in-contact': false },
      amount: 12_000,
      advised: ['report', 'stop-payment'],
      note: doorNotes.lost,
    })
  writer
    .open(zhang, on(1, 9), { level: 'low', fraudType: 'game-trade', ...somebody() })
    .dispatch(zhang, on(1, 13), [worker(3)])
    .accept(worker(3), on(1, 13.1))
    .attempt(worker(3), on(1, 19.2), 5, { met: 'family', result: 'denied', note: doorNotes.family })
}
