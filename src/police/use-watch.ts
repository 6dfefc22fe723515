import { useDidHide, useDidShow } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { syncNow, useCases, useRecords } from '#stores/field-store'
import { useDark } from '#stores/settings-store'
import { useStation } from '#stores/station-store'
import { beep, type Sound, soundNow, unlockSound } from './beep'

const EVERY = 10_000

/**
 * Keeps an officer's page live while it is seen, and calls attention to what is new: a count in the browser's tab until the page
 * is touched, and one short sound. Answers whether the sound would be heard.
 */
export function useWatch(title: string): Sound {
  const cases = useCases()
  const records = useRecords()
  const muted = useStation((station) => station.muted)
  const [sound, setSound] = useState<Sound>(soundNow)
  const shown = useShown()
  useSyncing(shown)
  useEffect(() => useStation.getState().load(), [])
  useEffect(() => {
    // What was entered on this device is no news to whoever entered it.
    const own = new Set(records.map(({ operation }) => operation.id))
    const others = cases.map(({ row }) => row).filter(({ id, state }) => !(state === 'entered' && own.has(id)))
    const news = useStation.getState().hear(others)
    if (news > 0 && !useStation.getState().muted) setSound(beep())
  }, [cases, records])
  useTouched(() => {
    useStation.getState().looked()
    if (!muted && sound === 'blocked') void unlockSound().then(setSound)
  })
  useTitleCount(title, shown)
  return sound
}

/** Whether the page is on top; one below it stays mounted. */
function useShown(): boolean {
  const [shown, setShown] = useState(true)
  useDidShow(() => setShown(true))
  useDidHide(() => setShown(false))
  return shown
}

function useSyncing(shown: boolean): void {
  useEffect(() => {
    if (!shown) return
    const look = (): void => {
      if (process.env.TARO_ENV !== 'h5' || document.visibilityState === 'visible') void syncNow()
    }
    const timer = setInterval(look, EVERY)
    if (process.env.TARO_ENV !== 'h5') return () => clearInterval(timer)
    // Coming back to the tab is worth a look at once.
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [shown])
}

function useTouched(touched: () => void): void {
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5') return
    window.addEventListener('pointerdown', touched, true)
    document.addEventListener('keydown', touched)
    return () => {
      window.removeEventListener('pointerdown', touched, true)
      document.removeEventListener('keydown', touched)
    }
  })
}

/** `(2) 预警 · 敲门`; painted anew whenever the screen paints its own. */
function useTitleCount(title: string, shown: boolean): void {
  const unseen = useStation((station) => station.unseen)
  const dark = useDark()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the screen paints the title again with the mode
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5' || !shown) return
    document.title = `${unseen > 0 ? `(${unseen}) ` : ''}${title} · 敲门`
  }, [unseen, title, shown, dark])
}
