import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'

const root = path.resolve(__dirname, '../..')

/** The server, or a command, as it is shipped: bundled by the project's own build, into a file of this test run's own. */
export function bundleHost(name = 'main'): { readonly file: string; remove(): void } {
  // Below node_modules, so that what the bundle leaves out is found.
  const file = path.join(root, 'node_modules/.cache/qiaomen', `host-${name}-${process.pid}.cjs`)
  mkdirSync(path.dirname(file), { recursive: true })
  const script = `import { build } from './config/tasks/lib/esbuild-options.mjs'
    import { hostOptions } from './config/tasks/build-host.mjs'
    await build({ ...hostOptions(process.argv[2]), sourcemap: false, outfile: process.argv[1] })`
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script, file, name], {
    cwd: root,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  return { file, remove: () => rmSync(file, { force: true }) }
}

export interface HostProcess {
  readonly url: string
  readonly pid: number
  /** Everything it wrote so far: its logs too. */
  said(): string
  /** As a power cut or the system's out-of-memory killer would. */
  kill(): Promise<void>
  /** As a process manager would; the exit code. */
  stop(): Promise<number | null>
}

/** Starts it and waits for the line with its address. A test calls faster than any person: it is not limited unless it says so. */
export async function startHost(file: string, env: Readonly<Record<string, string>>): Promise<HostProcess> {
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, [file], {
    env: { PATH, RATE_LIMITS: 'off', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
  const url = await addressOf(child)
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
    const exited = once(child, 'exit')
    child.kill(signal)
    const [code] = await exited
    return typeof code === 'number' ? code : null
  }
  const { pid } = child
  if (pid === undefined) throw new Error('The host has no process')
  return {
    url,
    pid,
    said: () => said,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const url = /http:\/\/\S+?(?=\/\s)/.exec(said)?.[0]
      if (url) resolve(url)
    })
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
    child.once('exit', (code) => reject(new Error(`The host ended with ${code}: ${said}`)))
  })
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}
