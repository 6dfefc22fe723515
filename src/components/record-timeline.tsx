import type { RecordAnswer } from '#contract/record-query'
import type { Milliseconds } from '#domain/time'
import { exactTime, moment } from '#words/format'
import { fraudWord } from '#words/fraud'
import { outcomeShape, outcomeWord } from '#words/outcome'
import { type VersionFact, VersionList } from './version-list'

type Version = RecordAnswer['versions'][number]

interface RecordTimelineProps {
  readonly versions: readonly Version[]
  readonly undone: boolean
  readonly now: Milliseconds
}

/** Every version of a visit, oldest first. */
export function RecordTimeline({ versions, undone, now }: RecordTimelineProps) {
  const shown = versions.map((version) => ({ ...version, facts: factsOf(version, now) }))
  return <VersionList versions={shown} undone={undone} now={now} />
}

function factsOf(version: Version, now: Milliseconds): readonly VersionFact[] {
  return [
    { name: '结果', value: `${outcomeShape[version.outcome]} ${outcomeWord[version.outcome]}` },
    { name: '见到', value: version.adults === null ? '–' : `${version.adults} 人` },
    {
      name: '讲了',
      value: version.topics.length === 0 ? '–' : version.topics.map(fraudWord).join('、'),
    },
    { name: '资料', value: version.leaflets === null ? '–' : `${version.leaflets} 份` },
    { name: '约访', value: version.comeBackAt === null ? '–' : moment(version.comeBackAt, now) },
    { name: '填写时长', value: version.minutes === null ? '–' : exactTime(version.minutes * 60_000) },
    { name: '备注', value: version.note ?? '–' },
  ]
}
