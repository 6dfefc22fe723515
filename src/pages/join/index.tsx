import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { Alert } from '#components/alert'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { homeOf } from '#components/tab-bar'
import { TextField } from '#components/text-field'
import { Toggle } from '#components/toggle'
import type { ApplicationAnswer } from '#contract/enrolment'
import { codeIn } from '#domain/invitation'
import { askToHearOfServiceEnd } from '#stores/be-told'
import { useJoin } from '#stores/join-store'
import { useSession } from '#stores/session-store'
import { shortDate } from '#words/format'
import './index.css'

/** Comes in by a code: as a volunteer to be, who waits for the secretary, or as somebody of the unit already (S21, F21). */
export default function Join() {
  const { params } = useRouter()
  const { invitation, application, busy, problem, load, look } = useJoin()
  const given = codeGiven(params)
  const [typed, setTyped] = useState(given ?? '')
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the page was opened with is looked at once
  useEffect(() => {
    void load().then(() => {
      if (given !== null && useJoin.getState().application === null) void look(given)
    })
  }, [])
  return (
    <Screen title="用邀请码加入" back open>
      {application !== null ? (
        <Waiting application={application} />
      ) : invitation === null ? (
        <>
          <TextField
            id="join-code"
            label="邀请码"
            value={typed}
            hint="8 位，如 K7MQ-2XWD"
            most={20}
            onChange={setTyped}
          />
          <View className="join-words">向社区书记、派出所或街道要。字母不分大小写。</View>
          <Press
            id="join-look"
            className="button join-next"
            disabled={busy || typed.trim() === ''}
            onPress={() => void look(typed)}
          >
            下一步
          </Press>
          {process.env.TARO_ENV === 'weapp' && (
            <Press id="join-scan" className="button second join-next" disabled={busy} onPress={() => void scan(look)}>
              扫邀请二维码
            </Press>
          )}
        </>
      ) : invitation.of.bound ? (
        <Rebind
          words={`${invitation.of.unitName}${invitation.of.name ?? ''}已绑定另一个微信。换到这个微信，要由单位里另一位负责人同意；同意后旧手机退出登录，清除上面的资料。旧手机若还在，请先联网把没发出的记录发完。`}
        />
      ) : invitation.of.kind === 'staff' ? (
        <ComeIn words={`以${invitation.of.unitName}${invitation.of.name ?? ''}的身份在这台设备上登录`} />
      ) : (
        <Apply unitName={invitation.of.unitName} />
      )}
      <Alert words={problem === null ? null : (problem.detail ?? problem.title)} />
    </Screen>
  )
}

/** By a link's `code`, a mini program code's `scene`, or the ordinary link (`q`) that WeChat opened the mini program by. */
function codeGiven(params: Readonly<Partial<Record<string, string>>>): string | null {
  for (const given of [params.code, params.scene, params.q])
    if (given !== undefined) return codeIn(decodeURIComponent(given)) ?? given
  return null
}

/** Turned away from the camera: then he types it. */
async function scan(look: (typed: string) => Promise<void>): Promise<void> {
  try {
    const { result } = await Taro.scanCode({ scanType: ['qrCode'] })
    await look(codeIn(result) ?? result)
  } catch {}
}

function Rebind({ words }: { readonly words: string }) {
  const { busy, askRebinding, begin } = useJoin()
  return (
    <>
      <View id="join-state" className="join-words">
        {words}
      </View>
      <Press id="join-rebind" className="button join-next" disabled={busy} onPress={() => void askRebinding()}>
        申请换绑
      </Press>
      <Press className="button second join-next" onPress={begin}>
        换一个邀请码
      </Press>
    </>
  )
}

function Apply({ unitName }: { readonly unitName: string }) {
  const { busy, apply, begin } = useJoin()
  const [name, setName] = useState('')
  const [number, setNumber] = useState('')
  const [about, setAbout] = useState('')
  const [consent, setConsent] = useState(false)
  const missing = name.trim() === '' ? '请填写姓名' : consent ? null : '请先同意'
  return (
    <>
      <View className="join-words">{`申请成为${unitName}的志愿者`}</View>
      <TextField id="join-name" label="姓名" value={name} most={20} onChange={setName} />
      <TextField id="join-number" label="志愿者编号（没有可不填）" value={number} most={30} onChange={setNumber} />
      <TextField
        id="join-about"
        label="一句话介绍（可不填）"
        value={about}
        hint="如：住 3 幢，晚上有空。请不要写电话"
        most={100}
        onChange={setAbout}
      />
      <Toggle
        id="join-consent"
        title="同意保存以上内容"
        detail="只给社区书记看，用来决定是否通过；处理后 30 天删除申请，通过后保留姓名和服务记录。不打卡、不记轨迹。"
        on={consent}
        onChange={setConsent}
      />
      <Press
        id="join-apply"
        className="button join-next"
        disabled={busy || missing !== null}
        onPress={() => void apply({ name, number, about })}
      >
        {missing ?? '提交申请'}
      </Press>
      <Press className="button second join-next" onPress={begin}>
        换一个邀请码
      </Press>
    </>
  )
}

function Waiting({ application }: { readonly application: ApplicationAnswer }) {
  const { busy, load, begin } = useJoin()
  const { state, kind, name, unitName, reason, from, to, number } = application
  switch (state) {
    case 'pending':
      return (
        <>
          <View id="join-state" className="join-words">
            {kind === 'rebinding'
              ? `${name}，换绑申请已交给${unitName}，等另一位负责人同意。可以先离开，回来再看。`
              : `${name}，申请已交给${unitName}的书记，等待确认。可以先离开，回来再看。`}
          </View>
          <Press id="join-again" className="button join-next" disabled={busy} onPress={() => void load()}>
            看看结果
          </Press>
        </>
      )
    case 'approved':
      return (
        <ComeIn
          words={
            kind === 'rebinding'
              ? `${name}，${unitName}已同意换绑到这个微信`
              : `${name}，已通过：${unitName}志愿者，工号 ${number ?? ''}，服务 ${from === null ? '' : shortDate(from)}—${to === null ? '' : shortDate(to)}（含末日）`
          }
        />
      )
    case 'refused':
      return (
        <>
          <View id="join-state" className="join-words">
            {`${unitName}没有通过这次申请：${reason ?? ''}`}
          </View>
          <Press className="button second join-next" onPress={begin}>
            换一个邀请码
          </Press>
        </>
      )
    default:
      return state satisfies never
  }
}

function ComeIn({ words }: { readonly words: string }) {
  const { comeIn } = useJoin()
  const busy = useSession((session) => session.busy)
  const enter = async (): Promise<void> => {
    askToHearOfServiceEnd()
    const role = (await comeIn()) ? useSession.getState().session?.staff.role : undefined
    if (role !== undefined) void Taro.reLaunch({ url: homeOf(role) })
  }
  return (
    <>
      <View id="join-state" className="join-words">
        {words}
      </View>
      <Press id="join-enter" className="button join-next" disabled={busy} onPress={() => void enter()}>
        进入
      </Press>
    </>
  )
}
