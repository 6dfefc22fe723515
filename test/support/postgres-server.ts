import { spawnSync } from 'node:child_process'
import { accessSync, chownSync, constants, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** The folder that holds initdb and pg_ctl, the newest first; undefined where PostgreSQL is not installed. */
export function findPostgres(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...versions.map((version) => path.join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(path.delimiter),
  ]
  return folders.find((folder) =>
    ['initdb', 'pg_ctl', 'postgres'].every((name) => isExecutable(path.join(folder, name))),
  )
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

export interface PostgresServer {
  /** A superuser's address of the database `postgres`; trust authentication, this machine only. */
  readonly url: string
  stop(): void
  /** As the system's out-of-memory killer would. */
  kill(): void
  /** Again, as its process manager would: waits until it is there. False: it could not begin. */
  startAgain(): boolean
  isRunning(): boolean
}

interface PostgresOptions {
  readonly durable?: boolean
  /** Where the data's folder is made. */
  readonly within?: string
  /** What else initdb is told, e.g. where the log lies. */
  readonly initdb?: readonly string[]
  /** As in postgresql.conf: `max_wal_size=8GB`. */
  readonly settings?: readonly string[]
}

/**
 * A throw-away server in a temporary folder, on a free port of 127.0.0.1. Tests need none of its writes after a power cut; `durable`: each commit
 * waits for the disk, as on a server that somebody relies on.
 */
export async function startPostgres({
  durable = false,
  within = tmpdir(),
  initdb = [],
  settings = [],
}: PostgresOptions = {}): Promise<PostgresServer> {
  const bin = findPostgres()
  if (bin === undefined)
    throw new Error('PostgreSQL is not installed: no initdb and pg_ctl found. Set TEST_DATABASE_URL or install it.')
  const folder = mkdtempSync(path.join(within, 'qiaomen-postgres-'))
  // initdb refuses root, so there everything runs as the user that Debian's package makes.
  const asRoot = process.getuid?.() === 0
  if (asRoot) chownSync(folder, userId('postgres'), -1)

  const attempt = (name: string, args: readonly string[], stderr: 'inherit' | 'ignore') => {
    const command = path.join(bin, name)
    const [file, argv] = asRoot ? ['runuser', ['-u', 'postgres', '--', command, ...args]] : [command, [...args]]
    // Not a pipe: the server inherits it and would keep this call waiting.
    return spawnSync(file, argv, { cwd: folder, stdio: ['ignore', 'ignore', stderr] })
  }
  const run = (name: string, args: readonly string[]) => {
    const result = attempt(name, args, 'inherit')
    if (result.status !== 0)
      throw new Error(`${name} failed with ${result.status ?? result.signal ?? result.error?.message}`)
  }

  const data = path.join(folder, 'data')
  // Its first line is the process's number; it stays behind when that was killed.
  const pid = () => Number(readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
  const isRunning = () => attempt('pg_ctl', ['status', '-D', data], 'ignore').status === 0
  let stopped = false
  const stop = () => {
    if (stopped) return
    stopped = true
    process.off('exit', stop)
    try {
      if (isRunning()) run('pg_ctl', ['stop', '-D', data, '-m', 'immediate', '-s'])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }

  run('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync', ...initdb])
  const port = await freePort()
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=${durable ? 'on' : 'off'} -c max_connections=200`
  const more = settings.map((setting) => ` -c ${setting}`).join('')
  const starting = ['start', '-D', data, '-l', path.join(folder, 'log'), '-w', '-s', '-o', options + more]
  process.once('exit', stop)
  run('pg_ctl', starting)
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stop,
    isRunning,
    kill() {
      process.kill(pid(), 'SIGKILL')
      // It is gone a moment later, and what it began notices that and goes, too.
      while (isRunning());
    },
    startAgain: () => attempt('pg_ctl', starting, 'ignore').status === 0,
  }
}

function userId(name: string): number {
  return Number(spawnSync('id', ['-u', name], { encoding: 'utf8' }).stdout.trim())
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}
