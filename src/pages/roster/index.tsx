import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Answered, Empty, SignedOut } from '#components/answered'
import { Line } from '#components/line'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import type { RosterAnswer } from '#contract/roster'
import type { RosterMember } from '#domain/roster'
import type { Staff } from '#domain/staff'
import { useQuery } from '#stores/query-store'
import { useSession } from '#stores/session-store'
import { moment } from '#words/format'
import { memberWords } from '#words/roster'
import { useNow } from '../../components/use-now'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import './index.css'

export default function RosterPage() {
  const staff = useSession(({ session }) => session?.staff ?? null)
  return staff === null ? (
    <SignedOut title="领导小组和专班" hint="登录后可查看本街道的领导小组和专班。" />
  ) : (
    <Roster unit={staff.unitId} mayWrite={staff.role === 'street'} />
  )
}

/** Who leads the campaign in this street and who does it (S06, S07). */
function Roster({ unit, mayWrite }: { readonly unit: Staff['unitId']; readonly mayWrite: boolean }) {
  const now = useNow()
  const query = useQuery<'roster'>({ action: 'roster', unit })
  useReloadOnShow(query.reload)
  return (
    <Screen wide back title="领导小组和专班" sub={query.answer?.street?.name ?? ''}>
      <Answered query={query} lines={8}>
        {(answer) => (
          <>
            <Groups answer={answer} mayWrite={mayWrite} />
            {mayWrite && (
              <Press
                id="roster-write"
                className="button rst-write"
                onPress={() => void Taro.navigateTo({ url: '/street/roster/index' })}
              >
                {answer.roster === null ? '写名单' : '修改'}
              </Press>
            )}
            {answer.roster !== null && (
              <View className="rst-set">
                {answer.roster.by} {moment(answer.roster.at, now)} 更新
              </View>
            )}
          </>
        )}
      </Answered>
    </Screen>
  )
}

function Groups({
  answer: { street, roster },
  mayWrite,
}: {
  readonly answer: RosterAnswer
  readonly mayWrite: boolean
}) {
  if (street === null) return <Empty words="本单位不属于街道" hint="名单由街道专班填写。" />
  if (roster === null || roster.groups.length === 0)
    return (
      <Empty words="还没有名单" hint={mayWrite ? '写好后，本街道的人员都能看到。' : '街道专班填写后，在这里看。'} />
    )
  return (
    <>
      {roster.groups.map(({ name, members }) => (
        <Section key={name} large title={name}>
          {members.length === 0 && <View className="rst-none">人员未定</View>}
          {members.map((member) => (
            <MemberLine key={`${member.name} ${member.post}`} member={member} />
          ))}
        </Section>
      ))}
    </>
  )
}

function MemberLine({ member }: { readonly member: RosterMember }) {
  const { name, phone } = member
  const detail = memberWords(member)
  return (
    <Line
      title={name}
      {...(detail === '' ? {} : { detail })}
      {...(phone === '' ? {} : { end: phone, onPress: () => call(phone) })}
    />
  )
}

/** Whoever decides not to call after all has done nothing wrong. */
function call(phone: string): void {
  void Taro.makePhoneCall({ phoneNumber: phone.replace(/[^0-9]/g, '') }).catch(() => {})
}
