import * as v from 'valibot'
import { create } from 'zustand'
import type { CaseRow } from '#contract/pull'
import { services } from './services'

const storedSchema = v.object({
  muted: v.fallback(v.boolean(), false),
  heard: v.fallback(v.array(v.string()), []),
})

const KEY = 'station'

/** Enough for the open cases of many communities over months; what was heard longest ago is forgotten first. */
const MOST_HEARD = 1000

interface StationState {
  readonly muted: boolean
  /** Steps of cases that this device has called attention to. */
  readonly heard: readonly string[]
  /** How many came since somebody last touched the page. */
  readonly unseen: number
  load(): void
  mute(muted: boolean): void
  /** How many of them are news. Each step of a case is news once, also after a restart. */
  hear(rows: readonly NewsRow[]): number
  looked(): void
}

type NewsRow = Pick<CaseRow, 'id' | 'state' | 'round' | 'due'>

/**
 * What calls for attention: a new alert, one that was not reached by phone or came back, and a step whose time was up. Null: it
 * goes its way.
 */
export function newsOf({ id, state, round, due }: NewsRow): string | null {
  if (due === null) return null
  return state === 'entered' || state === 'ready' || due.escalated ? `${id}/${round}/${due.step}` : null
}

/** An officer's desk: what it has called out already, and whether it may make a sound. Stays on the device. */
export const useStation = create<StationState>()((set, get) => {
  function keep(part: Partial<Pick<StationState, 'muted' | 'heard' | 'unseen'>>): void {
    set(part)
    const { muted, heard } = get()
    services().store.set(KEY, JSON.stringify({ muted, heard }))
  }
  return {
    muted: false,
    heard: [],
    unseen: 0,
    load() {
      const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), storedSchema), services().store.get(KEY))
      set(parsed.success ? { ...parsed.output, unseen: 0 } : { muted: false, heard: [], unseen: 0 })
    },
    mute(muted) {
      keep({ muted })
    },
    hear(rows) {
      const known = new Set(get().heard)
      const news = rows
        .map(newsOf)
        .filter((key) => key !== null)
        .filter((key) => !known.has(key))
      if (news.length > 0)
        keep({ heard: [...get().heard, ...news].slice(-MOST_HEARD), unseen: get().unseen + news.length })
      return news.length
    },
    looked() {
      if (get().unseen > 0) set({ unseen: 0 })
    },
  }
})
