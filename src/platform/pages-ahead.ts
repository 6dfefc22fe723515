import * as v from 'valibot'

/** What Taro's web router keeps of each page: its code comes with the first opening. */
const router = v.object({ routes: v.array(v.object({ path: v.string(), load: v.function() })) })

/** The first page is drawn before anything else is fetched. */
const AFTER = 2_000
const AGAIN = 15_000

/**
 * On the web a page that was never opened has no code yet, and in a stairwell there is no network to fetch it by: everybody's pages
 * are taken along once the first one stands. On WeChat the whole package is on the phone.
 */
export function takePagesAhead(): void {
  if (process.env.TARO_ENV !== 'h5') return
  setTimeout(() => void take(), AFTER)
}

async function take(): Promise<void> {
  const known = v.safeParse(router, Reflect.get(window, '__taroAppConfig'))
  if (!known.success) return
  try {
    for (const { path, load } of known.output.routes) if (/^\/?pages\//.test(path)) await codeOf(load())
  } catch {
    // No network just now.
    setTimeout(() => void take(), AGAIN)
  }
}

/** Taro answers with the promise of the code and what it was asked with. */
function codeOf(loaded: unknown): unknown {
  return Array.isArray(loaded) ? loaded[0] : loaded
}
