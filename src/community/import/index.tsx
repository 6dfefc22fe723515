import { Empty, SignedOut } from '#components/answered'
import { LedgerImport } from '#components/ledger-import'
import { Screen } from '#components/screen'
import { type OwnUnit, useUnit } from '../use-unit'

export default function ImportPage() {
  const unit = useUnit()
  return unit === null ? <SignedOut title="导入台账" /> : <Import unit={unit} />
}

/** From the ledgers that a community already keeps. Alerts are the police's to import. */
function Import({ unit }: { readonly unit: OwnUnit }) {
  return (
    <Screen wide back title="导入台账" sub={unit.name}>
      {process.env.TARO_ENV === 'h5' ? (
        <LedgerImport unit={unit.id} ledgers={['houses', 'roster']} />
      ) : (
        <Empty words="请在电脑上导入" hint="用电脑浏览器登录后，从“今日 › 导入台账”选择 xlsx 或 csv 文件。" />
      )}
    </Screen>
  )
}
