import type { ActivityChannel } from '#domain/activity'
import type { LeafletKind } from '#domain/leaflet'
import { MINUTE, type Milliseconds } from '#domain/time'
import { type Outcome, outcomes } from '#domain/visit'
import { channelWord, leafletWord } from '#words/labels'
import { outcomeWord } from '#words/outcome'

/** Hears every row that is written. */
export interface Tally {
  visit(row: {
    readonly outcome: Outcome
    readonly undone: boolean
    readonly late: boolean
    readonly adults: number | null
    readonly leaflets: number
  }): void
  handOut(row: { readonly leaflet: LeafletKind; readonly quantity: number; readonly late: boolean }): void
  activity(row: {
    readonly channel: ActivityChannel
    readonly from: Milliseconds
    readonly to: Milliseconds
    readonly late: boolean
    readonly undone: boolean
  }): void
}

interface SummaryRow {
  readonly item: string
  readonly figure: number
  readonly of: string
  readonly note: string | null
}

/** The rows of the summary are added up as they are asked for: after everything that they sum was written. */
export function tallied(): { readonly tally: Tally; readonly rows: Iterable<SummaryRow> } {
  const byOutcome = new Map<Outcome, number>()
  const byLeaflet = new Map<LeafletKind, number>()
  const byChannel = new Map<ActivityChannel, { count: number; time: Milliseconds }>()
  let [visits, undone, adults, atDoors, handOuts, activities, cancelled, late] = [0, 0, 0, 0, 0, 0, 0, 0]
  const tally: Tally = {
    visit(row) {
      if (row.late) late += 1
      if (row.undone) {
        undone += 1
        return
      }
      visits += 1
      adults += row.adults ?? 0
      atDoors += row.leaflets
      byOutcome.set(row.outcome, (byOutcome.get(row.outcome) ?? 0) + 1)
    },
    handOut(row) {
      if (row.late) late += 1
      handOuts += 1
      byLeaflet.set(row.leaflet, (byLeaflet.get(row.leaflet) ?? 0) + row.quantity)
    },
    activity(row) {
      if (row.late) late += 1
      if (row.undone) {
        cancelled += 1
        return
      }
      activities += 1
      const { count, time } = byChannel.get(row.channel) ?? { count: 0, time: 0 }
      byChannel.set(row.channel, { count: count + 1, time: time + row.to - row.from })
    },
  }
  function* rows(): Generator<SummaryRow> {
    yield { item: '走访', figure: visits, of: '次', note: undone === 0 ? null : `另有已撤销 ${undone} 次，不计入` }
    for (const outcome of outcomes)
      yield { item: `　${outcomeWord[outcome]}`, figure: byOutcome.get(outcome) ?? 0, of: '次', note: null }
    yield { item: '走访见面成年人', figure: adults, of: '人次', note: '只计记录了人数的走访' }
    yield { item: '走访时发放资料', figure: atDoors, of: '份', note: null }
    yield { item: '集中发放资料', figure: handOuts, of: '次', note: null }
    for (const [leaflet, quantity] of byLeaflet)
      yield { item: `　${leafletWord[leaflet]}`, figure: quantity, of: '份', note: null }
    const taken = cancelled === 0 ? '' : `，另有已撤销 ${cancelled} 场，不计入`
    yield { item: '活动', figure: activities, of: '场', note: `按开始时间归入期间${taken}` }
    for (const [channel, { count, time }] of byChannel)
      yield {
        item: `　${channelWord[channel]}`,
        figure: count,
        of: '场',
        note: `各场时长之和 ${Math.floor(time / MINUTE)} 分钟，重叠不扣`,
      }
    yield { item: '补传', figure: late, of: '条', note: '事后较久才送达的记录，含已撤销的' }
  }
  return { tally, rows: { [Symbol.iterator]: rows } }
}
