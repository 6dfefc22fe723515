import { View } from '@tarojs/components'
import type { LedgerAnswer, LedgerRequest } from '#contract/ledger'
import { ignoredWord, reportDetail, reportHeadline } from '#words/ledger'
import { download } from './browser-files'
import { type Column, DataTable } from './data-table'
import { Press } from './press'
import { Section } from './section'

type Row = LedgerAnswer['bad'][number]

const columns: readonly Column<Row>[] = [
  { key: 'where', title: '哪一行', cell: ({ sheet, row }) => `${sheet} 第 ${row} 行` },
  { key: 'reason', title: '原因', cell: ({ reason }) => reason },
]

/** Rows shown at once; the whole of them are in the file. */
const MOST_ROWS = 200

/** What would happen, or has happened, row by row. */
export function LedgerReport({
  answer,
  ledger,
}: {
  readonly answer: LedgerAnswer
  readonly ledger: LedgerRequest['ledger']
}) {
  const { rejects } = answer
  return (
    <View>
      <View
        id="report-headline"
        className={`imp-headline${answer.imported ? ' imp-done' : ''}`}
        role="heading"
        aria-level={2}
      >
        {answer.imported ? '✓ ' : ''}
        {reportHeadline(answer, ledger)}
      </View>
      <View className="imp-detail">{reportDetail(answer, ledger)}</View>
      {answer.bad.length > 0 && (
        <Section
          large
          title={`不能导入的 ${answer.bad.length} 行`}
          aside={
            rejects === null ? null : (
              <Press className="sec-more" onPress={() => download(rejects, '退回的行.xlsx')}>
                下载这些行（xlsx）
              </Press>
            )
          }
        >
          <Rows label="不能导入的行" rows={answer.bad} />
        </Section>
      )}
      {answer.remarks.length > 0 && (
        <Section large title={`${answer.imported ? '已导入' : '可导入'}、请留意的 ${answer.remarks.length} 行`}>
          <Rows label="请留意的行" rows={answer.remarks} />
        </Section>
      )}
      {answer.ignored.length > 0 && (
        <Section large title={`${ignoredWord[ledger]}的 ${answer.ignored.length} 行`}>
          <Rows label={`${ignoredWord[ledger]}的行`} rows={answer.ignored} />
        </Section>
      )}
      {answer.repeats.length > 0 && (
        <Section large title={`重复的 ${answer.repeats.length} 行`}>
          <Rows label="重复的行" rows={answer.repeats} />
        </Section>
      )}
    </View>
  )
}

function Rows({ label, rows }: { readonly label: string; readonly rows: readonly Row[] }) {
  return (
    <>
      <DataTable
        label={label}
        className="imp-table"
        columns={columns}
        rows={rows.slice(0, MOST_ROWS)}
        keyOf={({ sheet, row, reason }) => `${sheet} ${row} ${reason}`}
      />
      {rows.length > MOST_ROWS && (
        <View className="imp-hint">
          只列前 {MOST_ROWS} 行，共 {rows.length} 行。
        </View>
      )}
    </>
  )
}
