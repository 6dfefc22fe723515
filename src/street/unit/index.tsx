import { Empty, SignedOut } from '#components/answered'
import { Screen } from '#components/screen'
import { UnitDuty } from '#components/unit-duty'
import { operationId, unitId } from '#contract/scalars'
import { useParam } from '../../components/use-params'
import { type OwnStreet, useStreet, useStreetAnswer } from '../use-street'

export default function UnitPage() {
  const street = useStreet()
  return street === null ? (
    <SignedOut title="单位职责" hint="街道专班登录后可查看各单位的职责。" />
  ) : (
    <Unit street={street} />
  )
}

/** One unit's duties, which the street may write as well (S09, S31). */
function Unit({ street }: { readonly street: OwnStreet }) {
  const unit = useParam('unit', unitId)
  const campaign = useParam('campaign', operationId)
  const { answer } = useStreetAnswer(street)
  const name = answer?.units.find(({ id }) => id === unit)?.name
  return (
    <Screen wide back title={name === undefined ? '单位职责' : `${name}职责`} sub={street.name}>
      {unit === null || campaign === null ? (
        <Empty words="没有指明是哪个单位" hint="请从单位职责列表打开。" />
      ) : (
        <UnitDuty unit={unit} campaign={campaign} mayWrite={street.role === 'street'} />
      )}
    </Screen>
  )
}
