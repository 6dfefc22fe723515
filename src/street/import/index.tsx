import { Empty, SignedOut } from '#components/answered'
import { LedgerImport } from '#components/ledger-import'
import { Screen } from '#components/screen'
import { useStreet } from '../use-street'

/** Lists of all units at once: crimes as the police have them, and the base year's figures (S38). */
export default function ImportPage() {
  const street = useStreet()
  if (street === null || street.role !== 'street')
    return <SignedOut title="导入案件与基期数" hint="街道专班登录后可以导入。" />
  return (
    <Screen wide back title="导入案件与基期数" sub={street.name}>
      {process.env.TARO_ENV === 'h5' ? (
        <LedgerImport unit={street.id} ledgers={['crimes', 'baseline']} />
      ) : (
        <Empty words="请在电脑上导入" hint="用电脑浏览器登录后，从“新发案件 › 从表格导入”选择 xlsx 或 csv 文件。" />
      )}
    </Screen>
  )
}
