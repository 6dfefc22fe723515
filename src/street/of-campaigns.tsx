import type { ReactNode } from 'react'
import { Answered } from '#components/answered'
import { OfCampaign } from '#components/of-campaign'
import type { StreetAnswer } from '#contract/street'
import type { QueryState } from '#stores/query-store'

interface OfCampaignsProps {
  readonly query: QueryState<StreetAnswer>
  readonly children: (campaign: StreetAnswer['campaigns'][number]) => ReactNode
}

/** A whole page that is about one campaign. */
export function OfCampaigns({ query, children }: OfCampaignsProps) {
  return (
    <Answered query={query} lines={8}>
      {({ campaigns }) => (
        <OfCampaign campaigns={campaigns} hint="街道设定行动后，这里按行动计算。">
          {children}
        </OfCampaign>
      )}
    </Answered>
  )
}
