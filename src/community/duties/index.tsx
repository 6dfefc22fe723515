import { Answered, SignedOut } from '#components/answered'
import { OfCampaign } from '#components/of-campaign'
import { Screen } from '#components/screen'
import { UnitDuty } from '#components/unit-duty'
import { useQuery } from '#stores/query-store'
import { goStaff } from '../go'
import { type OwnUnit, useUnit } from '../use-unit'

export default function DutiesPage() {
  const unit = useUnit()
  return unit === null ? <SignedOut title="单位职责" hint="登录后可查看本单位的职责。" /> : <Duties unit={unit} />
}

/** What this unit answers for, and who does it (S09, S31). */
function Duties({ unit }: { readonly unit: OwnUnit }) {
  const street = useQuery<'street'>({ action: 'street', unit: unit.id })
  return (
    <Screen wide back title="单位职责" sub={unit.name}>
      <Answered query={street} lines={8}>
        {({ campaigns }) => (
          <OfCampaign campaigns={campaigns} hint="行动设定后，在这里写明本单位的职责和专人。">
            {({ id }) => <UnitDuty key={id} unit={unit.id} campaign={id} mayWrite onFlag={goStaff} />}
          </OfCampaign>
        )}
      </Answered>
    </Screen>
  )
}
