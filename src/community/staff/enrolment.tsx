import { View } from '@tarojs/components'
import { useState } from 'react'
import { Line } from '#components/line'
import { Press } from '#components/press'
import { Section } from '#components/section'
import type { EnrolmentAnswer } from '#contract/enrolment'
import type { InvitationState } from '#domain/invitation'
import { useQuery } from '#stores/query-store'
import { sendNow } from '#stores/send-now'
import { services } from '#stores/services'
import { moment } from '#words/format'
import { tellSent } from '../../components/tell-sent'
import type { OwnUnit } from '../use-unit'
import { ApproveSheet } from './approve-sheet'
import { InviteSheet } from './invite-sheet'

type Application = EnrolmentAnswer['applications'][number]
type Invitation = EnrolmentAnswer['invitations'][number]
type Doing = { readonly what: 'invite' } | { readonly what: 'approve'; readonly application: Application } | null

const stateWord: Readonly<Record<InvitationState, string>> = {
  open: '可用',
  'used-up': '已用完',
  expired: '已过期',
  revoked: '已收回',
}

/** Who asks to help, and the codes that are out (S21). */
export function Enrolment({ unit, onDone }: { readonly unit: OwnUnit; readonly onDone: () => void }) {
  const now = services().now()
  const query = useQuery({ action: 'enrolment', unit: unit.id })
  const [doing, setDoing] = useState<Doing>(null)
  const pending = query.answer?.applications.filter(({ state }) => state === 'pending') ?? []
  const open = query.answer?.invitations.filter(({ state }) => state === 'open') ?? []
  const close = (): void => setDoing(null)
  const done = (): void => {
    close()
    query.reload()
    onDone()
  }
  const revoke = (invitationId: Invitation['id']): void =>
    void sendNow({ type: 'volunteer.revoke', body: { invitationId } }).then((sent) => {
      tellSent(sent)
      query.reload()
    })
  return (
    <>
      <Section title={pending.length === 0 ? '志愿者招募' : `志愿者招募 · ${pending.length} 人待确认`}>
        {pending.map((application) => (
          <Line
            key={application.id}
            id={`application-${application.id}`}
            title={application.name}
            detail={[application.about, application.number, `${moment(application.appliedAt, now)} 申请`]
              .filter((word) => word !== null)
              .join(' · ')}
            onPress={() => setDoing({ what: 'approve', application })}
          />
        ))}
        {open.map((invitation) => (
          <Line
            key={invitation.id}
            title={invitation.staffName === null ? '志愿者邀请码' : `${invitation.staffName}的登录码`}
            detail={`${stateWord[invitation.state]} · 已用 ${invitation.used}/${invitation.uses} · ${moment(invitation.expiresAt, now)} 到期`}
            end={
              <Press className="button second" label="收回这个邀请码" onPress={() => revoke(invitation.id)}>
                收回
              </Press>
            }
          />
        ))}
        <View className="stf-actions">
          <Press id="invite" className="button second" onPress={() => setDoing({ what: 'invite' })}>
            发邀请码
          </Press>
        </View>
      </Section>
      {doing?.what === 'invite' && <InviteSheet unit={unit} onClose={done} />}
      {doing?.what === 'approve' && (
        <ApproveSheet unit={unit} application={doing.application} onClose={close} onDone={done} />
      )}
    </>
  )
}
