import { HOUR, MINUTE } from '../../../src/domain/time'
import { figure, textTable } from '../text-table'
import type { Verdict } from '../verdict'
import { bottleneckOf, meanUse, sharesOf } from './bottleneck'
import { callKinds } from './calls'
import type { Percentiles } from './figures'
import type { Relation } from './growth'
import type { Simulated } from './suite'

export function tableOf(result: Simulated): string {
  return [
    headOf(result),
    callsOf(result),
    lagOf(result),
    usesOf(result),
    growthOf(result),
    `first bottleneck: ${bottleneckOf(result)}`,
    checkOf(result),
  ].join('\n\n')
}

const clockOf = (time: number) =>
  `${String(Math.floor(time / HOUR)).padStart(2, '0')}:${String(Math.floor((time % HOUR) / MINUTE)).padStart(2, '0')}`

const callCount = ({ calls }: Simulated) => callKinds.reduce((sum, kind) => sum + calls[kind].count, 0)

function headOf(result: Simulated): string {
  const { options, tally, seconds, ended, plantedInSeconds, failures, lateness } = result
  const { units, workers, from, to, speed, seed, servers, engine } = options
  const refused = Object.entries({ ...tally.rejected, ...failures }).map(([said, count]) => `\n   ${count} × ${said}`)
  return [
    `${units} units, ${workers} workers, ${clockOf(from)}–${clockOf(to)} at ${speed} × as fast, reached ${clockOf(ended)}; seed ${seed}, ${engine}, ${servers} process(es), planted in ${plantedInSeconds} s`,
    `${tally.saved} saved in ${figure(seconds)} s: ${tally.applied} applied, ${tally.duplicate} sent again after ${tally.lostAnswers} lost answers, ${tally.waiting} still on phones; ${figure(tally.batch.mean)} a push, at most ${tally.batch.most}`,
    `${callCount(result)} calls, ${figure(callCount(result) / seconds)} a second, ${figure(result.busiest)} in the busiest ten; the driver itself was late by p95 ${figure(lateness.p95)} ms${refused.join('')}`,
  ].join('\n')
}

function callsOf({ calls }: Simulated): string {
  return textTable(
    ['call', 'count', 'p50 ms', 'p95', 'p99', 'most', 'bytes sent', 'bytes told'],
    callKinds.map((kind) => {
      const { count, sent, told } = calls[kind]
      return [kind, `${count}`, ...millis(calls[kind]), each(sent, count), each(told, count)]
    }),
  )
}

const millis = ({ p50, p95, p99, most }: Percentiles) => [p50, p95, p99, most].map(figure)
const seconds = ({ p50, p95, p99, most }: Percentiles) => [p50, p95, p99, most].map((time) => figure(time / 1000))
const each = (bytes: number, count: number) => (count === 0 ? '' : `${Math.round(bytes / count)}`)

function lagOf({ lag: { online, offline } }: Simulated): string {
  return textTable(
    ['a visit until it is in the secretary’s figure', 'visits', 'p50 s', 'p95', 'p99', 'most'],
    [
      ['since it was saved, with a network (simulated)', `${online.sinceSave.count}`, ...seconds(online.sinceSave)],
      ['since it was saved, without one (simulated)', `${offline.sinceSave.count}`, ...seconds(offline.sinceSave)],
      ['since the phone first sent it (on the wall)', `${online.sinceSent.count}`, ...seconds(online.sinceSent)],
    ],
  )
}

function usesOf(result: Simulated): string {
  const { uses, waits, looks, allTaken, wal, tally } = result
  const use = meanUse(uses)
  const calls = callCount(result)
  const perCall = (processors: number) => figure((processors * 1000 * uses.length) / Math.max(1, calls))
  const lines = [
    textTable(
      ['processors', 'used', 'ms a call'],
      [
        ['servers', figure(use.servers), perCall(use.servers)],
        ['database, its connections', figure(use.backends), perCall(use.backends)],
        ['database, the rest of it', figure(use.housekeeping), perCall(use.housekeeping)],
        ['the phones (this driver)', figure(use.phones), perCall(use.phones)],
        ['others on this machine', figure(use.others), ''],
        ['idle', figure(use.idle), ''],
      ],
    ),
  ]
  if (wal !== null)
    lines.push(
      `connections that were not free: ${sharesOf(waits)
        .slice(0, 8)
        .map(([doing, share]) => `${doing} ${Math.round(share * 100)} %`)
        .join(', ')}; all of them taken at ${allTaken} of ${looks} looks`,
      `WAL: ${Math.round(wal.bytes / Math.max(1, tally.applied))} bytes a record, ${wal.syncs} syncs of ${figure(wal.syncMs / Math.max(1, wal.syncs))} ms; ${wal.commits} commits, ${wal.deadlocks} deadlocks`,
    )
  return lines.join('\n')
}

const LISTED = 16

function growthOf({ grown, tally }: Simulated): string {
  const all = grown.reduce((sum, { bytes }) => sum + bytes, 0)
  const line = (name: string, bytes: number) => [
    name,
    figure(bytes / 2 ** 20),
    `${Math.round(bytes / Math.max(1, tally.applied))}`,
  ]
  const nameOf = ({ table, index }: Relation) => (index === null ? table : `   ${index}`)
  const listed = grown.slice(0, LISTED)
  const rest = all - listed.reduce((sum, { bytes }) => sum + bytes, 0)
  return textTable(
    ['the database grew by', 'MB', 'bytes a record'],
    [line('in all', all), ...listed.map((one) => line(nameOf(one), one.bytes)), line('everything else', rest)],
  )
}

function checkOf({ checked }: Simulated): string {
  const { entries, acknowledged, lost, unknown, wrongFigures, chains, brokenChains } = checked
  return `${acknowledged} acknowledged, ${entries} in the logs: ${lost} lost, ${unknown} too many; ${wrongFigures} days differ from their visits; ${brokenChains} of ${chains} chains broken`
}

/** Whatever the machine was like, this is to be 0. */
export const wrongIn = ({ checked }: Simulated): number =>
  checked.lost + checked.unknown + checked.wrongFigures + checked.brokenChains

export function verdictsOf(result: Simulated): readonly Verdict[] {
  const { lag } = result
  return [
    {
      promise: 'records lost, doubled or counted wrong',
      value: wrongIn(result),
      unit: '',
      target: 0,
      wanted: 'at most',
    },
    {
      promise: 'a visit sent, until it is in the secretary’s figure, p95',
      value: lag.online.sinceSent.p95 / 1000,
      unit: 's',
      target: 5,
      wanted: 'at most',
    },
  ]
}
