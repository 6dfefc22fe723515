import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from 'esbuild'
import type { BrowserContext, Page } from 'playwright-core'
import { securityHeaders } from '#cloud/host/security-headers'
import { launchChromiumAt } from './chromium'
import { portOf } from './fake-s3'

/** An empty page in a real browser, under the server's own security policy; `platform` is what the entry exports. */
export interface PlatformPage {
  /** Of the test alone; what the browser stored lies in it. */
  readonly folder: string
  /** In the browser that is open, or a new one that finds what the one before stored. */
  open(): Promise<Page>
  closeBrowser(): Promise<void>
  close(): Promise<void>
}

type Serve = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>

/** `entry`: TypeScript, from the root. `serve`: what else the server has; false: not its own. */
export async function openPlatformPage(entry: string, serve: Serve = async () => false): Promise<PlatformPage> {
  const folder = mkdtempSync(path.join(tmpdir(), 'qiaomen-platform-'))
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: path.resolve(__dirname, '../..'), loader: 'ts' },
    bundle: true,
    format: 'iife',
    globalName: 'platform',
    write: false,
  })
  const script = outputFiles[0]?.text ?? ''
  const server: Server = createServer(async (request, response) => {
    for (const [name, value] of Object.entries(securityHeaders({ photos: null, config: { behindTls: false } })))
      response.setHeader(name, value)
    if (await serve(request, response)) return
    const isScript = request.url === '/platform.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? script : '<!doctype html><script src="/platform.js"></script>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  let context: BrowserContext | null = null
  const closeBrowser = async () => {
    await context?.close()
    context = null
  }
  return {
    folder,
    async open() {
      context ??= await launchChromiumAt(path.join(folder, 'browser'))
      const page = await context.newPage()
      await page.goto(`http://127.0.0.1:${portOf(server)}/`)
      return page
    },
    closeBrowser,
    async close() {
      await closeBrowser()
      server.closeAllConnections()
      server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
