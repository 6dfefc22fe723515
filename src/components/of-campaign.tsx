import { View } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import type { StreetAnswer } from '#contract/street'
import type { OperationId } from '#domain/ids'
import { Empty } from './answered'
import { ChoiceChip } from './choice-chip'
import './of-campaign.css'

type Campaign = StreetAnswer['campaigns'][number]

interface OfCampaignProps {
  /** Newest first. */
  readonly campaigns: readonly Campaign[]
  /** What will be here once there is one. */
  readonly hint: string
  /** The one that the page was opened for. */
  readonly asked?: OperationId | null
  readonly children: (campaign: Campaign) => ReactNode
}

/** A part of a page that is about one campaign: the newest, or another one chosen. */
export function OfCampaign({ campaigns, hint, asked = null, children }: OfCampaignProps) {
  const [chosen, setChosen] = useState(asked)
  const [first] = campaigns
  if (first === undefined) return <Empty words="街道还没有设定行动" hint={hint} />
  const campaign = campaigns.find(({ id }) => id === chosen) ?? first
  return (
    <>
      {campaigns.length > 1 && <CampaignChip choices={campaigns} value={campaign.id} onChoose={setChosen} />}
      {children(campaign)}
    </>
  )
}

interface CampaignChipProps<Id extends string> {
  readonly choices: readonly { readonly id: Id; readonly name: string }[]
  readonly value: Id
  readonly onChoose: (id: Id) => void
}

/** Names of campaigns are whole sentences: one is shown, the others are a tap away. */
export function CampaignChip<Id extends string>({ choices, value, onChoose }: CampaignChipProps<Id>) {
  return (
    <View className="ofc">
      <ChoiceChip
        label="行动"
        choices={choices.map(({ id, name }) => ({ value: id, word: name }))}
        value={value}
        onChoose={(chosen) => {
          const found = choices.find(({ id }) => id === chosen)
          if (found !== undefined) onChoose(found.id)
        }}
      />
    </View>
  )
}
