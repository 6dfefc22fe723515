import { type ReactNode, useState } from 'react'
import { Answered, Empty } from '#components/answered'
import { Segments } from '#components/choice-chip'
import type { StreetAnswer } from '#contract/street'
import type { OperationId } from '#domain/ids'
import type { QueryState } from '#stores/query-store'

interface OfCampaignsProps {
  readonly query: QueryState<StreetAnswer>
  readonly children: (campaign: StreetAnswer['campaigns'][number]) => ReactNode
}

/** What is told of one campaign: the newest, or another one of those that run beside it. */
export function OfCampaigns({ query, children }: OfCampaignsProps) {
  const [chosen, setChosen] = useState<OperationId | null>(null)
  return (
    <Answered query={query} lines={8}>
      {({ campaigns }) => {
        const campaign = campaigns.find(({ id }) => id === chosen) ?? campaigns[0]
        if (campaign === undefined) return <Empty words="还没有设定行动" hint="街道设定行动后，这里按行动计算。" />
        return (
          <>
            {campaigns.length > 1 && (
              <Segments
                label="行动"
                choices={campaigns.map(({ id, name }) => ({ value: id, word: name }))}
                value={campaign.id}
                onChoose={setChosen}
              />
            )}
            {children(campaign)}
          </>
        )
      }}
    </Answered>
  )
}
