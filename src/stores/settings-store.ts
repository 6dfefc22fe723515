import * as v from 'valibot'
import { create } from 'zustand'
import { services } from './services'

const settingsSchema = v.object({
  theme: v.fallback(v.picklist(['system', 'light', 'dark']), 'system'),
  senior: v.fallback(v.boolean(), false),
  /** One fix at save; off until the worker wants it. */
  location: v.fallback(v.boolean(), false),
})
export type Settings = v.InferOutput<typeof settingsSchema>

const KEY = 'settings'

interface SettingsState extends Settings {
  readonly systemDark: boolean
  load(): void
  change(part: Partial<Settings>): void
  systemTheme(dark: boolean): void
}

/** How this device shows things: nobody else's business, so it never leaves the device. */
export const useSettings = create<SettingsState>()((set, get) => ({
  theme: 'system',
  senior: false,
  location: false,
  systemDark: false,
  load() {
    const stored = services().store.get(KEY)
    if (stored === null) return
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), settingsSchema), stored)
    if (parsed.success) set(parsed.output)
  },
  change(part) {
    set(part)
    const { theme, senior, location } = get()
    services().store.set(KEY, JSON.stringify({ theme, senior, location }))
  },
  systemTheme(dark) {
    set({ systemDark: dark })
  },
}))

export function useDark(): boolean {
  return useSettings(({ theme, systemDark }) => theme === 'dark' || (theme === 'system' && systemDark))
}
