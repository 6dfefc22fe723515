import { View } from '@tarojs/components'
import { Answered, Empty, SignedOut } from '#components/answered'
import { Line } from '#components/line'
import { Screen } from '#components/screen'
import { localDate } from '#contract/scalars'
import type { DayRange } from '#domain/campaign'
import { useQuery } from '#stores/query-store'
import { moment, shortDate } from '#words/format'
import { useNow } from '../../components/use-now'
import { useParam } from '../../components/use-params'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { goCase } from '../go'
import { type OwnUnit, useUnit } from '../use-unit'
import './index.css'

export default function MeetingsPage() {
  const unit = useUnit()
  const from = useParam('from', localDate)
  const to = useParam('to', localDate)
  if (unit === null) return <SignedOut title="见面劝阻明细" hint="登录后可查看本单位的见面劝阻。" />
  if (from === null || to === null)
    return (
      <Screen back title="见面劝阻明细">
        <Empty words="没有指明是哪几天" hint="请从半月报的数字打开。" />
      </Screen>
    )
  return <Meetings unit={unit} range={{ from, to }} />
}

/** The meetings behind a report's figure, one by one; each opens its case, as masked as ever. */
function Meetings({ unit, range }: { readonly unit: OwnUnit; readonly range: DayRange }) {
  const now = useNow()
  const query = useQuery<'meetings'>({ action: 'meetings', unit: unit.id, ...range })
  useReloadOnShow(query.reload)
  return (
    <Screen wide back title="见面劝阻明细" sub={`${unit.name} · ${shortDate(range.from)}–${shortDate(range.to)}`}>
      <Answered query={query} lines={8}>
        {({ meetings }) => (
          <>
            <View id="meetings-sum" className="mtg-sum">
              共 {meetings.length} 次，见到本人或家属的算一次
            </View>
            {meetings.length === 0 && <Empty words="这几天没有见面劝阻" />}
            {meetings.map(({ id, caseId, at, people, building, late }) => (
              <Line
                key={id}
                id={`meeting-${id}`}
                title={moment(at, now)}
                detail={[building ?? '地址未匹配', people.join('、'), late ? '补传' : null]
                  .filter((word) => word !== null && word !== '')
                  .join(' · ')}
                onPress={() => goCase(caseId)}
              />
            ))}
          </>
        )}
      </Answered>
    </Screen>
  )
}
