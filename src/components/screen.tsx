import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { type PropsWithChildren, type ReactNode, useEffect, useRef } from 'react'
import { useOpening } from '#stores/field-store'
import { useSession } from '#stores/session-store'
import { useDark, useSettings } from '#stores/settings-store'
import { Press } from './press'
import { ScreenMark } from './screen-mark'
import { homeOf } from './tab-bar'
import './tokens.css'
import './screen.css'

interface ScreenProps {
  readonly title: string
  readonly sub?: string
  /** Shown beside the title, e.g. a sync mark. */
  readonly aside?: ReactNode
  readonly tabs?: ReactNode
  /** Sheets and bars. Last in the page, so that one that opens redraws nothing else. */
  readonly overlay?: ReactNode
  /** Uses the width of a computer. */
  readonly wide?: boolean
  readonly back?: boolean
  /** Shows what is said of residents: says all over the page whose screen it is. A test holds which pages do. */
  readonly marked?: boolean
  /** Needs nobody to be signed in. */
  readonly open?: boolean
}

/** The frame of every page: its mode, its one question as a title, the demonstration's banner, the tabs. */
export function Screen({
  title,
  sub,
  aside,
  tabs,
  overlay,
  wide = false,
  back = false,
  open = false,
  marked = false,
  children,
}: PropsWithChildren<ScreenProps>) {
  const dark = useDark()
  const senior = useSettings((settings) => settings.senior)
  const demo = useSession(({ session }) => session?.demo ?? false)
  const person = useSession(({ session }) => session?.staff.id ?? null)
  const signedIn = person !== null
  const before = useRef(person)
  useEffect(() => paintAround(dark, title), [dark, title])
  useEffect(() => {
    if (!signedIn && !open) void Taro.reLaunch({ url: '/pages/welcome/index' })
  }, [signedIn, open])
  // In another tab somebody else has signed in: what stands here is not his.
  useEffect(() => {
    const other = person !== null && before.current !== null && before.current !== person
    before.current = person
    const role = useSession.getState().session?.staff.role
    if (other && role !== undefined) void Taro.reLaunch({ url: homeOf(role) })
  }, [person])
  const opening = useOpening()
  const shown = (signedIn && !opening) || open
  const mode = `screen${dark ? ' dark' : ''}${senior ? ' senior' : ''}${wide ? ' wide' : ''}${tabs === undefined ? '' : ' with-tabs'}`
  return (
    <View className={mode} style={{ paddingTop: `${statusBar()}px` }} role="main">
      {demo && <View className="screen-demo">演示数据 · 人员与住户均为虚构</View>}
      <View className={`screen-head${back ? ' with-back' : ''}`}>
        {back && (
          <Press className="screen-back" label="返回" onPress={goBack}>
            <View className="screen-arrow" aria-hidden />
          </Press>
        )}
        <View className="screen-titles">
          <View className="screen-title" role="heading" aria-level={1}>
            {title}
          </View>
          {sub !== undefined && <View className="screen-sub">{sub}</View>}
        </View>
        {aside}
      </View>
      <View className="screen-body">
        {shown && children}
        {opening && !open && <View className="screen-opening">正在打开本机的记录…</View>}
      </View>
      {tabs}
      <View className="screen-overlay">{shown && overlay}</View>
      {marked && <ScreenMark />}
    </View>
  )
}

/** On the web a page may be opened by its address: then there is nothing behind it but the person's own first page. */
export function goBack(): void {
  const role = useSession.getState().session?.staff.role
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack()
  else void Taro.reLaunch({ url: role === undefined ? '/pages/welcome/index' : homeOf(role) })
}

/** The page draws its own head (navigationStyle custom), so on a phone it keeps clear of the clock. */
function statusBar(): number {
  return process.env.TARO_ENV === 'h5' ? 0 : (Taro.getWindowInfo().statusBarHeight ?? 0)
}

/** What lies around the page: the browser's body and tab; on WeChat the clock's colour and the pulled-down ground. */
function paintAround(dark: boolean, title: string): void {
  if (process.env.TARO_ENV === 'h5') {
    document.body.classList.toggle('dark', dark)
    document.title = `${title} · 敲门`
    return
  }
  const ground = dark ? '#11141b' : '#f7f5f0'
  // Both fail harmlessly on a page that has just been left.
  void Taro.setNavigationBarColor({ frontColor: dark ? '#ffffff' : '#000000', backgroundColor: ground }).catch(() => {})
  void Taro.setBackgroundColor({ backgroundColor: ground }).catch(() => {})
}
