import { gzipSync } from 'node:zlib'
import type { BrowserContext, Response } from 'playwright-core'

export interface Script {
  readonly name: string
  readonly bytes: number
  /** As a server that compresses sends it. */
  readonly gzip: number
  /** Of the body as it came over the wire. */
  readonly sent: number
}

/** What a signed-in person's browser fetches of scripts until Today stands, when it has none of them. */
export async function scriptsOfToday(context: BrowserContext, url: string): Promise<readonly Script[]> {
  const page = await context.newPage()
  page.setDefaultTimeout(120_000)
  const scripts: Promise<Script>[] = []
  const note = (response: Response): void => {
    const { pathname } = new URL(response.url())
    if (!pathname.endsWith('.js')) return
    scripts.push(
      Promise.all([response.body(), response.request().sizes()]).then(([body, { responseBodySize }]) => ({
        name: pathname.replace(/^.*\//, ''),
        bytes: body.length,
        gzip: gzipSync(body, { level: 9 }).length,
        sent: responseBodySize,
      })),
    )
  }
  page.on('response', note)
  await page.goto(url, { waitUntil: 'commit' })
  await page.locator('#go-on:visible').waitFor()
  // What comes now are the other pages, taken along for the stairwell.
  page.off('response', note)
  const told = await Promise.all(scripts)
  await page.close()
  return told
}
