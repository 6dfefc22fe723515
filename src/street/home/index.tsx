import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Answered, Empty, SignedOut } from '#components/answered'
import { Line } from '#components/line'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import { TabBar } from '#components/tab-bar'
import type { StreetAnswer } from '#contract/street'
import { isRunning, phasesOn } from '#domain/campaign'
import { dayOf, daysBetween, type LocalDate } from '#domain/time'
import { moment, shortDate } from '#words/format'
import { unitKindWord } from '#words/labels'
import { useNow } from '../../components/use-now'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { type OwnStreet, useStreet, useStreetAnswer } from '../use-street'
import { menu } from './menu'
import './index.css'

export default function HomePage() {
  const street = useStreet()
  return street === null ? (
    <SignedOut title="街道" hint="街道专班、督导组、领导小组登录后可查看。" />
  ) : (
    <Home street={street} />
  )
}

/** Where the campaign stands today, and the way to everything the street looks after. */
function Home({ street }: { readonly street: OwnStreet }) {
  const now = useNow()
  const query = useStreetAnswer(street)
  useReloadOnShow(query.reload)
  const { answer } = query
  return (
    <Screen
      wide
      title={street.name}
      sub={answer === null ? '' : `数据截至 ${moment(answer.asOf, now)}`}
      tabs={<TabBar on="street" />}
    >
      <Answered query={query} lines={8}>
        {(told) => (
          <View className="sth">
            <Campaigns campaigns={told.campaigns} today={dayOf(now)} />
            {menu.some(({ roles }) => roles.includes(street.role)) && (
              <Section large title="要看的">
                {menu
                  .filter(({ roles }) => roles.includes(street.role))
                  .map(({ id, title, detail, url }) => (
                    <Line
                      key={id}
                      id={`go-${id}`}
                      title={title}
                      detail={detail}
                      onPress={() => void Taro.navigateTo({ url })}
                    />
                  ))}
              </Section>
            )}
            <Section large title={`单位 ${told.units.length} 个`}>
              {told.units.map(({ id, name, kind }) => (
                <Line key={id} title={name} detail={unitKindWord[kind]} />
              ))}
            </Section>
          </View>
        )}
      </Answered>
    </Screen>
  )
}

function Campaigns({ campaigns, today }: { readonly campaigns: StreetAnswer['campaigns']; readonly today: LocalDate }) {
  const running = campaigns.filter((campaign) => isRunning(campaign, today))
  if (running.length === 0)
    return <Empty words="今天没有进行中的行动" hint="行动的日期、阶段、报送日由街道专班设定。" />
  return (
    <>
      {running.map((campaign) => (
        <View key={campaign.id} className="sth-campaign">
          <View className="sth-name">{campaign.name}</View>
          <View className="sth-day">
            第 {daysBetween(campaign.from, today) + 1} 天 · 到 {shortDate(campaign.to)} 还有{' '}
            {daysBetween(today, campaign.to)} 天
          </View>
          {phasesOn(campaign, today).map(({ id, name, from, to }) => (
            <View key={id} className="sth-phase">
              {name} {shortDate(from)}–{shortDate(to)}
            </View>
          ))}
        </View>
      ))}
    </>
  )
}
