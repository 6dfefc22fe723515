import type { BrowserKind, SystemKind } from '#contract/scalars'

/** What a person recognises a device by. Of the browser's own words nothing else is kept: they would tell one person's from another's. */
export interface DeviceSeen {
  readonly browser: BrowserKind
  readonly system: SystemKind
}

export const unknownDevice: DeviceSeen = { browser: 'other', system: 'other' }

/** The first that fits: Edge calls itself Chrome, too, and Chrome calls itself Safari. */
const browsers: readonly (readonly [RegExp, BrowserKind])[] = [
  [/MicroMessenger/i, 'wechat'],
  [/\bEdg(e|A|iOS)?\//, 'edge'],
  [/\b(Firefox|FxiOS)\//, 'firefox'],
  [/\b(Chrome|HeadlessChrome|CriOS|Chromium)\//, 'chrome'],
  [/\bSafari\//, 'safari'],
]
const systems: readonly (readonly [RegExp, SystemKind])[] = [
  [/HarmonyOS|OpenHarmony/i, 'harmony'],
  [/Android/i, 'android'],
  [/iPhone|iPad|iPod/, 'iphone'],
  [/Windows/i, 'windows'],
  [/Macintosh|Mac OS X/, 'mac'],
  [/Linux|X11/, 'linux'],
]

export function deviceSeen(agent: string | null): DeviceSeen {
  const told = agent ?? ''
  return {
    browser: browsers.find(([pattern]) => pattern.test(told))?.[1] ?? 'other',
    system: systems.find(([pattern]) => pattern.test(told))?.[1] ?? 'other',
  }
}
