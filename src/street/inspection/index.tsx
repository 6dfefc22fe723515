import { View } from '@tarojs/components'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Answered, Empty, SignedOut } from '#components/answered'
import { Line } from '#components/line'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import { Sheet } from '#components/sheet'
import { TextField } from '#components/text-field'
import type { InspectionAnswer } from '#contract/inspection'
import { operationId } from '#contract/scalars'
import type { OperationId } from '#domain/ids'
import { type Found, findings } from '#domain/inspection'
import { useQuery } from '#stores/query-store'
import { foundSign, foundWord, tenthsWord } from '#words/finding'
import { moment, shortDate } from '#words/format'
import { outcomeWord } from '#words/outcome'
import { useDeskAct } from '../../components/use-desk-act'
import { useNow } from '../../components/use-now'
import { useParam } from '../../components/use-params'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { type OwnStreet, useStreet } from '../use-street'
import './index.css'

export default function InspectionPage() {
  const street = useStreet()
  return street === null ? (
    <SignedOut title="抽查" hint="督导组登录后可核查抽中的记录。" />
  ) : (
    <OneInspection street={street} />
  )
}

/** The sample, one record after the other, and what it lets one estimate. */
function OneInspection({ street }: { readonly street: OwnStreet }) {
  const now = useNow()
  const id = useParam('id', operationId)
  const query = useQuery<'inspection'>(id === null ? null : { action: 'inspection', unit: street.id, id })
  useReloadOnShow(query.reload)
  const [opened, setOpened] = useState<OperationId | null>(null)
  if (id === null)
    return (
      <Screen back title="抽查">
        <Empty words="没有指明是哪次抽查" hint="请从抽查列表打开。" />
      </Screen>
    )
  return (
    <Screen wide back title="抽查" sub={street.name}>
      <Answered query={query} lines={8}>
        {(told) => (
          <>
            <Estimated told={told} />
            <Section large title={`抽中 ${told.content.drawn.length} 条`}>
              {told.content.drawn.map(({ record, unit, worker, check }, index) => (
                <Line
                  key={record}
                  id={`record-${index + 1}`}
                  lead={String(index + 1)}
                  title={told.units.find((one) => one.id === unit)?.name ?? ''}
                  detail={[
                    told.workers.find((one) => one.unit === unit && one.id === worker)?.name ?? '已离岗',
                    check === null ? null : `${check.by} ${moment(check.at, now)}`,
                    check?.note ?? null,
                  ]
                    .filter((word) => word !== null)
                    .join(' · ')}
                  end={check === null ? '○ 待核查' : `${foundSign[check.found]} ${foundWord[check.found]}`}
                  {...(street.role === 'inspector' ? { onPress: () => setOpened(record) } : {})}
                />
              ))}
            </Section>
            <Again told={told} />
          </>
        )}
      </Answered>
      {opened !== null && (
        <CheckSheet
          key={opened}
          street={street}
          id={id}
          record={opened}
          now={now}
          onClose={() => setOpened(null)}
          onDone={() => {
            setOpened(null)
            query.reload()
          }}
        />
      )}
    </Screen>
  )
}

/** Never looks more certain than it is. */
function Estimated({ told: { estimate } }: { readonly told: InspectionAnswer }) {
  if (estimate === null) return <Empty words="还没有核查" hint="核查了记录才有估计的属实率。" />
  const { checked, confirmed, reaches, frame, tenths, from, to } = estimate
  return (
    <Section large title={`估计属实率 ${tenthsWord(tenths)}`}>
      <View id="interval">
        95% 区间 {tenthsWord(from)}–{tenthsWord(to)}
      </View>
      <View>
        这是估计，不是清点：核查 {checked} 条，属实 {confirmed} 条，按单位和人员分层加权，代表 {frame} 条记录中的{' '}
        {reaches} 条
      </View>
    </Section>
  )
}

/** All that anybody needs to draw it again. */
function Again({ told: { content } }: { readonly told: InspectionAnswer }) {
  return (
    <Section large title="谁都能重抽出同一份">
      <Line title="种子" end={content.seed} />
      <Line title="日期" end={`${shortDate(content.from)}–${shortDate(content.to)}`} />
      <Line title="总体" end={`${content.frame.size} 条`} />
      <Line title="总体校验码" detail={content.frame.hash.slice(0, 16).toUpperCase()} />
    </Section>
  )
}

interface CheckSheetProps {
  readonly street: OwnStreet
  readonly id: OperationId
  readonly record: OperationId
  readonly now: number
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Its place is asked for here and now, which the unit's log keeps; then what was found there. */
function CheckSheet({ street, id, record, now, onClose, onDone }: CheckSheetProps) {
  const query = useQuery<'inspected'>({ action: 'inspected', unit: street.id, id, record })
  const [note, setNote] = useState('')
  const acting = useDeskAct(street.id, onDone)
  const check = (found: Found): void => {
    const said = note.trim() === '' ? {} : { note: note.trim() }
    acting.act({ type: 'inspection.check', body: { paperId: id, record, found, ...said } })
  }
  return (
    <Sheet title="核查一条记录" sub="打开地址已记入单位日志" onClose={onClose}>
      <Answered query={query} lines={3}>
        {(told) => (
          <>
            <Line
              title={told.place}
              detail={[
                `${told.unit.name} ${told.worker.name}`,
                moment(told.at, now),
                told.undone ? '抽取后已撤销' : outcomeWord[told.outcome],
                told.adults === null ? null : `大人 ${told.adults} 位`,
                told.version > 1 ? `更正过 ${told.version - 1} 次` : null,
              ]
                .filter((word) => word !== null)
                .join(' · ')}
            />
            <TextField
              id="check-note"
              label="看到的情况（可不填，不写住户姓名）"
              value={note}
              most={200}
              onChange={setNote}
            />
            <Alert words={acting.problem} />
            <View className="ins-acts">
              {findings.map((found) => (
                <Press
                  key={found}
                  id={`found-${found}`}
                  className={found === 'confirmed' ? 'button' : 'button second'}
                  disabled={acting.busy}
                  onPress={() => check(found)}
                >
                  {foundWord[found]}
                </Press>
              ))}
            </View>
          </>
        )}
      </Answered>
    </Sheet>
  )
}
