import { Empty, SignedOut } from '#components/answered'
import { Screen } from '#components/screen'
import { operationId, unitId } from '#contract/scalars'
import { useParam } from '../../components/use-params'
import { CaseDetail } from '../case-detail'
import { useKeys } from '../use-keys'
import { communityName, useOfficer } from '../use-officer'
import { useWatch } from '../use-watch'
import './index.css'

/** One case as a page of its own. */
export default function AlertPage() {
  const officer = useOfficer()
  const unit = useParam('unit', unitId)
  const id = useParam('id', operationId)
  useWatch('预警')
  useKeys({ Enter: () => document.getElementById('act-main')?.click() })
  if (officer === null) return <SignedOut title="预警" hint="民警登录后查看本所的预警。" />
  return (
    <Screen marked wide back title="预警" sub={unit === null ? officer.station : communityName(officer, unit)}>
      {unit === null || id === null ? (
        <Empty words="没有这件预警" hint="从“预警”列表打开。" />
      ) : (
        <CaseDetail key={id} officer={officer} unit={unit} id={id} />
      )}
    </Screen>
  )
}
