import type { CDPSession, Page } from 'playwright-core'
import { PAUSE, tapped } from './on-the-web'

/**
 * As many boxes and a sheet of as many words, without an app: one listener that sets a class. It is what the browser, its slowing and
 * the machine come to by themselves, for scrolling and for a tap.
 */
const page = `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<style>
.floor { display: flex; gap: 8px; margin: 8px }
.door { flex: 1; height: 44px; border: 1px solid }
.open { border-color: blue }
.done { background: silver }
#sheet { position: fixed; left: 0; right: 0; bottom: 0; background: white; display: none }
#sheet.up { display: block }
#sheet div { height: 30px }
</style>
${Array.from(
  { length: 33 },
  (_, floor) =>
    `<div class="floor">${[1, 2, 3, 4].map((n) => `<div class="door" id="door-${33 - floor}-${n}">${33 - floor}0${n}室</div>`).join('')}</div>`,
).join('')}
<div id="sheet">${'<div>见面 无人 拒访</div>'.repeat(12)}</div>
<script>
const sheet = document.getElementById('sheet')
let open = null
addEventListener('click', ({ target }) => {
  if (open === null) {
    open = target
    open.classList.add('open')
    sheet.classList.add('up')
  } else {
    open.className = 'door done'
    open = null
    sheet.classList.remove('up')
  }
})
</script>`

/** Leads a page of that origin there. */
export async function openBareBoard(on: Page, url: string): Promise<void> {
  const address = `${url}/bare`
  await on.route(address, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: page }))
  await on.goto(`${address}#board`)
}

/** ms from the finger's lift, one of each door. */
export interface BareTaps {
  readonly heard: readonly number[]
  readonly sheet: readonly number[]
  readonly painted: readonly number[]
}

export async function tapBareDoors(on: Page, devtools: CDPSession, doors: number): Promise<BareTaps> {
  const [heard, sheet, painted]: [number[], number[], number[]] = [[], [], []]
  for (let floor = 1; floor <= doors; floor += 1) {
    const door = `#door-${floor}-2`
    await on.evaluate(`document.querySelector('${door}').scrollIntoView({ block: 'center' })`)
    await on.waitForTimeout(PAUSE)
    const opened = await tapped(on, devtools, door, `document.querySelector('#sheet.up') !== null`)
    await on.waitForTimeout(PAUSE)
    const saved = await tapped(on, devtools, '#sheet div', `document.querySelector('${door}.done') !== null`)
    await on.waitForTimeout(PAUSE)
    heard.push(opened.heard, saved.heard)
    sheet.push(opened.drawn)
    painted.push(saved.drawn)
  }
  return { heard, sheet, painted }
}
