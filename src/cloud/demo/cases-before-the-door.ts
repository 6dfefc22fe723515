import type { CaseGround } from './case-ground'
import { callNotes } from './case-words'

/** 待电话劝阻, 电话已劝阻, 待派发, 待接单: twenty alerts that nobody has been to yet. */
export function casesBeforeTheDoor(ground: CaseGround): void {
  entered(ground)
  phoned(ground)
  ready(ground)
  dispatched(ground)
}

function entered({ writer, officer, somebody }: CaseGround): void {
  const [li, zhang] = [officer(0), officer(1)]
  const { ago } = writer
  writer.open(li, ago(2), { level: 'urgent', fraudType: 'fake-authority', ...somebody() })
  // Three minutes are left to reach him.
  writer
    .open(zhang, ago(27), { level: 'high', fraudType: 'fake-courier-service', source: 'hotline-96110', ...somebody() })
    .call(zhang, ago(12), false, callNotes.busy)
  writer.open(zhang, ago(40), { level: 'medium', fraudType: 'rebate-tasks', ...somebody() })
  writer.open(li, ago(65), { level: 'medium', fraudType: 'fake-shopping', source: 'bank', ...somebody() })
  writer.open(li, ago(180), { level: 'low', fraudType: 'other', ...somebody() })
  // No stairwell of that number: a person has to find the door.
  const lost = somebody()
  writer.open(li, ago(300), {
    level: 'low',
    fraudType: 'game-trade',
    ...lost,
    address: `${lost.home.building.compound}${lost.home.building.name}9单元${lost.home.door.room}`,
  })
  // Its time is just up, and nobody has been told yet.
  writer.open(li, ago(10.5), { level: 'urgent', fraudType: 'fake-investment', ...somebody() })
}

function phoned({ writer, officer, somebody }: CaseGround): void {
  const [li, zhang] = [officer(0), officer(1)]
  const { ago, on } = writer
  writer
    .open(li, ago(95), { level: 'high', fraudType: 'fake-credit', ...somebody() })
    .call(li, ago(88), true, callNotes.hesitant)
  writer
    .open(zhang, on(1, 10), { level: 'medium', fraudType: 'fake-loan', ...somebody() })
    .call(zhang, on(1, 10.5), false, callNotes.unanswered)
    .call(zhang, on(1, 11.2), true, callNotes.reached)
  writer
    .open(li, on(2, 15), { level: 'low', fraudType: 'romance', ...somebody() })
    .call(li, on(2, 16), true, callNotes.reached)
  writer
    .open(zhang, on(5, 9), { level: 'high', fraudType: 'fake-boss-or-friend', source: 'report-110', ...somebody() })
    .call(zhang, on(5, 9.1), true, callNotes.reached)
}

function ready({ writer, officer, somebody }: CaseGround): void {
  const [li, zhang] = [officer(0), officer(1)]
  const { ago, on } = writer
  // Not reached in time: the timer put them here.
  writer
    .open(li, ago(45), { level: 'high', fraudType: 'fake-investment', ...somebody() })
    .call(li, ago(38), false, callNotes.unanswered)
  writer
    .open(zhang, ago(14), { level: 'urgent', fraudType: 'fake-authority', ...somebody() })
    .call(zhang, ago(9), false, callNotes.busy)
  writer
    .open(zhang, ago(100), { level: 'high', fraudType: 'fake-loan', ...somebody() })
    .call(zhang, ago(92), false, callNotes.unanswered)
  writer
    .open(li, on(9, 14), { level: 'medium', fraudType: 'rebate-tasks', ...somebody() })
    .call(li, on(9, 14.5), true, callNotes.reached)
    .close(li, on(4, 10), 'resolved', '回访两次，未再操作')
    .reopen(zhang, ago(50), '96110再次预警，又向同类账户转账')
}

function dispatched({ writer, officer, worker, volunteer, somebody }: CaseGround): void {
  const [li, zhang] = [officer(0), officer(1)]
  const { ago } = writer
  // Seven minutes are left to accept it.
  writer
    .open(li, ago(9), { level: 'urgent', fraudType: 'fake-authority', source: 'report-110', ...somebody() })
    .call(li, ago(5), false, callNotes.busy)
    .dispatch(li, ago(3), [worker(0)], [volunteer(0)])
  writer
    .open(zhang, ago(20), { level: 'high', fraudType: 'fake-courier-service', ...somebody() })
    .call(zhang, ago(11), false, callNotes.unanswered)
    .dispatch(zhang, ago(6), [worker(1)])
  // Nobody accepted in time.
  writer
    .open(li, ago(70), { level: 'medium', fraudType: 'romance', ...somebody() })
    .call(li, ago(60), true, callNotes.hesitant)
    .dispatch(li, ago(25), [worker(3)], [volunteer(1)])
  writer
    .open(li, ago(48), { level: 'high', fraudType: 'fake-shopping', ...somebody() })
    .dispatch(li, ago(22), [worker(0)])
    .transfer(worker(0), ago(4), worker(2), '正在另一户，走不开')
}
