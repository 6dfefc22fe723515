import { VersionList } from '#components/version-list'
import type { RecordAnswer } from '#contract/record-query'
import type { StreetSettings } from '#domain/street-settings'
import type { Milliseconds } from '#domain/time'
import { useStreetSettings } from '#stores/street-settings'
import { clockTime, dayWord } from '#words/format'
import { channelWord } from '#words/labels'
import { detailFacts, type Fact } from './facts'

interface ActivityVersionsProps {
  readonly versions: RecordAnswer['activityVersions']
  readonly undone: boolean
  readonly now: Milliseconds
}

/** Every telling of an activity, oldest first. What only a later one says is marked there as new. */
export function ActivityVersions({ versions, undone, now }: ActivityVersionsProps) {
  const settings = useStreetSettings()
  const shown = versions.map((version) => ({ ...version, facts: factsOf(version, settings, now) }))
  return <VersionList versions={shown} undone={undone} now={now} />
}

function factsOf(
  version: RecordAnswer['activityVersions'][number],
  settings: StreetSettings,
  now: Milliseconds,
): readonly Fact[] {
  const { channel, from, to, place, audience, with: others, note, detail } = version
  return [
    { name: '方式', value: channelWord[channel] },
    { name: '起止', value: `${dayWord(from, now)} ${clockTime(from)}–${clockTime(to)}` },
    { name: '地点', value: place },
    { name: '同去', value: others.length === 0 ? '–' : others.join('、') },
    { name: '到场', value: audience === null ? '–' : `${audience} 人` },
    ...detailFacts(detail, settings),
    { name: '备注', value: note ?? '–' },
  ]
}
