import { View } from '@tarojs/components'
import { useState } from 'react'
import { Empty, SignedOut } from '#components/answered'
import { ChoiceChip } from '#components/choice-chip'
import { LedgerImport } from '#components/ledger-import'
import { Screen } from '#components/screen'
import type { UnitId } from '#domain/ids'
import { useLedger } from '#stores/ledger-store'
import { type Officer, useOfficer } from '../use-officer'
import './index.css'

export default function ImportPage() {
  const officer = useOfficer()
  return officer === null ? (
    <SignedOut title="导入预警" hint="民警登录后查看本所的预警。" />
  ) : (
    <Import officer={officer} />
  )
}

/** Alerts from a list of the system's: tried first, then all of it or nothing (S25). */
function Import({ officer }: { readonly officer: Officer }) {
  const [first] = officer.serves
  const [unit, setUnit] = useState<UnitId | null>(first?.unitId ?? null)
  // A report is of the community that the file was tried for.
  const busy = useLedger(({ phase }) => phase === 'checking' || phase === 'importing')
  const again = useLedger((ledger) => ledger.again)
  if (unit === null) {
    return (
      <Screen marked back title="导入预警" sub={officer.station}>
        <Empty words="本所还没有对应的社区" hint="请联系街道专班登记管辖社区。" />
      </Screen>
    )
  }
  return (
    <Screen marked wide back title="导入预警" sub={officer.station}>
      {process.env.TARO_ENV === 'h5' ? (
        <LedgerImport
          unit={unit}
          ledgers={['alerts']}
          before={
            <View className="imp-unit">
              <ChoiceChip
                label="社区"
                choices={officer.serves.map(({ unitId, name }) => ({ value: unitId, word: name }))}
                value={unit}
                onChoose={(value) => {
                  if (busy) return
                  again()
                  setUnit(officer.serves.find(({ unitId }) => unitId === value)?.unitId ?? unit)
                }}
              />
            </View>
          }
        />
      ) : (
        <Empty words="请在电脑上导入" hint="用电脑浏览器登录后，从“预警 › 从表格导入”选择 xlsx 或 csv 文件。" />
      )}
    </Screen>
  )
}
