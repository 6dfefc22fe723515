import Taro from '@tarojs/taro'
import { formsNow, lockedNow, statusNow, syncNow } from '#stores/field-store'
import { useSession } from '#stores/session-store'

/** Whoever leaves hears first what has not been sent, may send it, and hears what goes. True: he left. */
export async function signOut(): Promise<boolean> {
  if (unsent() > 0 && (await wantsToSend())) await syncNow()
  if (!(await wantsToLeave())) return false
  await useSession.getState().signOut()
  void Taro.reLaunch({ url: '/pages/welcome/index' })
  return true
}

function unsent(): number {
  const { pending, photos } = statusNow()
  return pending + photos
}

async function wantsToSend(): Promise<boolean> {
  const { pending, photos } = statusNow()
  const what = [pending > 0 ? `${pending} 条记录` : '', photos > 0 ? `${photos} 张照片` : ''].filter(Boolean).join('、')
  const { confirm } = await Taro.showModal({
    title: '还有没送达的',
    content: `还有 ${what}没有送达。先发送吗？`,
    confirmText: '先发送',
    cancelText: '不发送',
  })
  return confirm
}

async function wantsToLeave(): Promise<boolean> {
  const { confirm } = await Taro.showModal({
    title: '退出登录？',
    content: `${unsentWords()}${formWords()}`,
    confirmText: '退出',
    cancelText: '取消',
  })
  return confirm
}

/** It stays on the device under this person's name. */
function unsentWords(): string {
  const { pending, quarantined, photos } = statusNow()
  const left = pending + quarantined + lockedNow()
  if (left + photos === 0) return '记录都已送达。楼栋、任务和住户资料会从本机清除，下次登录再取。'
  const back = quarantined > 0 ? `（其中 ${quarantined} 条被退回）` : ''
  const pictures = photos > 0 ? `、${photos} 张照片` : ''
  return `还有 ${left} 条记录${back}${pictures}没有送达。它们会留在本机，等您在这台手机上再次登录后发送；别人登录看不到。楼栋、任务和住户资料会清除。`
}

function formWords(): string {
  const forms = formsNow()
  return forms === 0 ? '' : `没填完的 ${forms} 份表单会清除。`
}
