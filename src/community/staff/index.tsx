import { View } from '@tarojs/components'
import { useState } from 'react'
import { Answered, Empty, SignedOut } from '#components/answered'
import { Rebindings } from '#components/rebindings'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import type { StaffAnswer } from '#contract/query'
import { dayOf } from '#domain/time'
import { useQuery } from '#stores/query-store'
import { services } from '#stores/services'
import { moment } from '#words/format'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { goService } from '../go'
import { type OwnUnit, useUnit } from '../use-unit'
import { AssignSheet } from './assign-sheet'
import { DaysSheet } from './days-sheet'
import { Enrolment } from './enrolment'
import { IssueSheet } from './issue-sheet'
import { isOver, PersonCard } from './person-card'
import { Store } from './store'
import './index.css'

type Person = StaffAnswer['staff'][number]
type Doing = { readonly what: 'issue' | 'assign' | 'days'; readonly person: Person } | null

export default function StaffPage() {
  const unit = useUnit()
  return unit === null ? <SignedOut title="人员与资料" /> : <Staff unit={unit} />
}

/** Who goes out, where, with what in hand; and whose phone still holds records. */
function Staff({ unit }: { readonly unit: OwnUnit }) {
  const now = services().now()
  const today = dayOf(now)
  const query = useQuery({ action: 'staff', unit: unit.id })
  const [doing, setDoing] = useState<Doing>(null)
  useReloadOnShow(query.reload)
  const { answer } = query
  const close = (): void => setDoing(null)
  const done = (): void => {
    close()
    query.reload()
  }
  const cardOf = (person: Person) => (
    <PersonCard
      key={person.id}
      person={person}
      now={now}
      onIssue={() => setDoing({ what: 'issue', person })}
      onAssign={() => setDoing({ what: 'assign', person })}
      onDays={() => setDoing({ what: 'days', person })}
      onService={() => goService(person.id)}
    />
  )
  return (
    <Screen
      wide
      back
      title="人员与资料"
      sub={answer === null ? unit.name : `${unit.name} · 数据截至 ${moment(answer.asOf, now)}`}
    >
      <Answered query={query} lines={9}>
        {({ staff }) =>
          staff.length === 0 ? (
            <Empty words="还没有人员" hint="导入人员名册后在这里分工、发资料。" />
          ) : (
            <>
              <View id="staff-headline" className="stf-headline" role="heading" aria-level={2}>
                {headlineOf(staff)}
              </View>
              <View className="stf-people" role="list" aria-label="人员">
                {staff.filter((person) => !isOver(person, today)).map(cardOf)}
              </View>
              {staff.some((person) => isOver(person, today)) && (
                <Section title={`已结束服务 · ${staff.filter((person) => isOver(person, today)).length} 人`}>
                  <View className="stf-people" role="list" aria-label="已结束服务的人员">
                    {staff.filter((person) => isOver(person, today)).map(cardOf)}
                  </View>
                </Section>
              )}
            </>
          )
        }
      </Answered>
      {answer !== null && <Store unit={unit} supply={answer.supply} now={now} onDone={query.reload} />}
      <Rebindings unit={unit.id} />
      <Enrolment unit={unit} onDone={query.reload} />
      {doing?.what === 'issue' && <IssueSheet person={doing.person} onClose={close} onDone={done} />}
      {doing?.what === 'days' && <DaysSheet person={doing.person} onClose={close} onDone={done} />}
      {doing?.what === 'assign' && <AssignSheet unit={unit} person={doing.person} onClose={close} onDone={done} />}
    </Screen>
  )
}

function headlineOf(staff: readonly Person[]): string {
  const onDuty = staff.filter((person) => person.onDuty).length
  const holding = staff.filter(({ pending }) => (pending ?? 0) > 0)
  const records = holding.reduce((sum, { pending }) => sum + (pending ?? 0), 0)
  const held = records === 0 ? '没有已知的未送达' : `${holding.length} 台手机尚有 ${records} 条未送达`
  return `${onDuty} 人在岗，${held}`
}
