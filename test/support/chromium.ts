import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const applications = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** A Chromium of this system: CHROMIUM_PATH, then PATH, then macOS's applications. */
export function findChromium(): string | undefined {
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(path.delimiter)]
  const onPath = folders.flatMap((folder) => names.map((name) => path.join(folder, name)))
  return [process.env.CHROMIUM_PATH, ...onPath, ...applications].find(isExecutable)
}

function isExecutable(file: string | undefined): file is string {
  if (!file) return false
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** No sandbox because CI is root in a container; the other switches keep the browser from calling home. */
function launchOptions() {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error('No Chromium found: install it or set CHROMIUM_PATH.')
  return {
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  }
}

export function launchChromium(): Promise<Browser> {
  return chromium.launch(launchOptions())
}

/** With a folder that keeps what pages stored, for the next start to find. */
export function launchChromiumAt(folder: string, more: PhoneScreen = {}): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, { ...launchOptions(), ...more })
}

/** A phone's screen, and a finger on it. */
export type PhoneScreen = Pick<BrowserContextOptions, 'viewport' | 'hasTouch' | 'isMobile' | 'locale'>
