import type { Page, Request } from 'playwright-core'

/** Frames in a row with nothing new: what a page begins when an answer has come (a read of the device's storage, the next question) begins in them. */
const QUIET_FRAMES = 12
const PATIENCE = 60_000

/**
 * Loads the page again and waits for its content: it has its title, nothing is being read or fetched, and nothing changed or was asked for some
 * frames. Playwright's `networkidle` knows of the requests alone, and waits half a second at each page however fast the answers came.
 */
export async function reloadSettled(page: Page): Promise<void> {
  const open = new Set<Request>()
  let begun = 0
  const begin = (request: Request) => {
    begun += 1
    open.add(request)
  }
  const end = (request: Request) => void open.delete(request)
  page.on('request', begin)
  page.on('requestfinished', end)
  page.on('requestfailed', end)
  try {
    await page.reload()
    await page.locator('.screen-title:visible').last().waitFor()
    const deadline = Date.now() + PATIENCE
    for (;;) {
      const before = begun
      await quietFrames(page)
      if (open.size === 0 && begun === before) return
      if (Date.now() > deadline)
        throw new Error(`still fetching after ${PATIENCE} ms: ${[...open].map((one) => one.url()).join(' ')}`)
    }
  } finally {
    page.off('request', begin)
    page.off('requestfinished', end)
    page.off('requestfailed', end)
  }
}

/** Until the document stood still so long, and no page that is seen says that it is being read. */
function quietFrames(page: Page): Promise<void> {
  return page.evaluate(
    ([frames, patience]) =>
      new Promise<void>((resolve, reject) => {
        const started = performance.now()
        let quiet = 0
        const watch = new MutationObserver(() => {
          quiet = 0
        })
        watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
        const isReading = () => [...document.querySelectorAll('.ans-skeleton')].some((one) => one.checkVisibility())
        const frame = () => {
          quiet = isReading() ? 0 : quiet + 1
          const late = performance.now() - started > patience
          if (quiet <= frames && !late) return void requestAnimationFrame(frame)
          watch.disconnect()
          if (quiet > frames) resolve()
          else reject(new Error(`the page did not come to rest in ${patience} ms`))
        }
        requestAnimationFrame(frame)
      }),
    [QUIET_FRAMES, PATIENCE] as const,
  )
}
