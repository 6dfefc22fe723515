import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Answered, SignedOut } from '#components/answered'
import { CodeSheet } from '#components/code-sheet'
import { Line } from '#components/line'
import { Rebindings } from '#components/rebindings'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import type { AccountsAnswer } from '#contract/enrolment'
import { unitId } from '#contract/scalars'
import type { UnitId } from '#domain/ids'
import { startOfDay } from '#domain/time'
import { useQuery } from '#stores/query-store'
import { services } from '#stores/services'
import { useSession } from '#stores/session-store'
import { dayWord } from '#words/format'
import { roleWord } from '#words/labels'
import { useParam } from '../../components/use-params'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import './index.css'

type Person = AccountsAnswer['people'][number]

/** Who can sign in, and a code for whoever has not: a station gives its officers theirs, the street everybody of its units. */
export default function People() {
  const staff = useSession(({ session }) => session?.staff ?? null)
  const asked = useParam('unit', unitId)
  if (staff === null || (staff.role !== 'police' && staff.role !== 'street'))
    return <SignedOut title="人员登录" hint="派出所民警、街道专班登录后，可给本单位的人发邀请码。" />
  return <OfUnit unit={asked ?? staff.unitId} own={staff.unitId} ofStreet={staff.role === 'street'} />
}

interface OfUnitProps {
  readonly unit: UnitId
  readonly own: UnitId
  readonly ofStreet: boolean
}

function OfUnit({ unit, own, ofStreet }: OfUnitProps) {
  const query = useQuery<'accounts'>({ action: 'accounts', unit })
  useReloadOnShow(query.reload)
  const [invited, setInvited] = useState<Person | null>(null)
  const close = (): void => {
    setInvited(null)
    query.reload()
  }
  return (
    <Screen back title="人员登录" sub={query.answer?.unit.name ?? ''}>
      <Answered query={query} lines={6}>
        {({ people, units }) => (
          <>
            <Rebindings unit={unit} />
            <Section title={`${people.length} 人`}>
              {people.length === 0 && (
                <View className="acc-words">还没有人员。请先在服务器上导入名册，导入后在这里发邀请码。</View>
              )}
              {people.map((person) => (
                <Line
                  key={person.id}
                  id={`person-${person.id}`}
                  title={`${person.name} ${person.number}`}
                  detail={`${roleWord[person.role]} · ${stateWords(person)}`}
                  {...(person.onDuty ? { onPress: () => setInvited(person) } : {})}
                />
              ))}
              <View className="acc-words">
                点一个人，给他发一个只能用一次的邀请码；他打开敲门，点“我有邀请码”即可进入。
              </View>
            </Section>
            {unit === own && ofStreet && (
              <Section title="各单位">
                {units.length === 1 && (
                  <View className="acc-words">
                    街道下还没有单位。先请管理服务器的人逐个导入单位的楼栋台账和名册，导入后单位会列在这里，再给书记发邀请码；其余的人由书记发。
                  </View>
                )}
                {units
                  .filter(({ id }) => id !== own)
                  .map(({ id, name }) => (
                    <Line
                      key={id}
                      id={`unit-${id}`}
                      title={name}
                      onPress={() => void Taro.navigateTo({ url: `/account/people/index?unit=${id}` })}
                    />
                  ))}
              </Section>
            )}
          </>
        )}
      </Answered>
      {invited !== null && (
        <CodeSheet
          title={`给${invited.name}发邀请码`}
          sub={`${roleWord[invited.role]} ${invited.number}`}
          requestOf={(days) => ({ action: 'invite-staff', unit, days, staff: invited.id })}
          onClose={close}
        />
      )}
    </Screen>
  )
}

function stateWords({ onDuty, seenOn, invited }: Person): string {
  if (!onDuty) return '不在岗'
  if (seenOn !== null) return `最近登录 ${dayWord(startOfDay(seenOn), services().now())}`
  return invited ? '已发邀请码，还没有登录' : '还没有登录'
}
