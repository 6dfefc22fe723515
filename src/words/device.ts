import type { BrowserKind, SystemKind } from '#contract/scalars'

const browserWord: Readonly<Record<BrowserKind, string>> = {
  wechat: '微信',
  edge: '微软浏览器',
  chrome: '谷歌浏览器',
  firefox: '火狐浏览器',
  safari: '苹果浏览器',
  other: '其他浏览器',
}

const systemWord: Readonly<Record<SystemKind, string>> = {
  windows: 'Win 电脑',
  mac: '苹果电脑',
  iphone: '苹果手机',
  android: '安卓手机',
  harmony: '鸿蒙设备',
  linux: '统信、麒麟等电脑',
  other: '其他设备',
}

/** `Win 电脑 · 谷歌浏览器`: as somebody calls his own. */
export function deviceWords({
  browser,
  system,
}: {
  readonly browser: BrowserKind
  readonly system: SystemKind
}): string {
  return `${systemWord[system]} · ${browserWord[browser]}`
}
