import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { freePort } from '../../support/host-process'
import { type HttpClient, httpClient } from '../http-client'
import type { Grounds } from '../own-server'
import { FORM, visitForm } from './visit-form'

export const howToGetCentral =
  'it needs ODK Central: a folder of getodk/central-backend with its packages, named by --odk FOLDER or ODK_CENTRAL (test/bench/README.md, odk).'

/** ODK Central's server, a process of its own, with a project, the form of a visit, and whoever sends and reads. */
export interface Central {
  readonly url: string
  readonly pid: number
  readonly database: string
  /** `v2026.2.2`, where the folder is a clone; else what it can say. */
  readonly version: string
  readonly node: string
  /** Below this lies the form. */
  readonly form: string
  /** Its administrator's session, who may read everything. */
  readonly reader: string
  /** What each phone has in its address: an app user's key. */
  readonly phones: readonly string[]
}

const EMAIL = 'bench@example.org'
const PASSWORD = 'only-for-this-run'

export async function startCentral(grounds: Grounds, folder: string, phones: number): Promise<Central> {
  const node = nodeFor(folder)
  const database = await grounds.newUrl()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = { PATH: process.env.PATH ?? '', NODE_CONFIG: configOf(database, port, url), NODE_ENV: 'production' }
  const command = (name: string, ...args: readonly string[]) => {
    // A password is asked for where one is needed.
    const options = { cwd: folder, env, input: `${PASSWORD}\n`, encoding: 'utf8' } as const
    const { status, stderr, error } = spawnSync(node.file, [`lib/bin/${name}.js`, ...args], options)
    if (status !== 0) throw new Error(`${name} of ODK Central: ${error?.message ?? stderr}`)
  }
  command('run-migrations')
  command('cli', '--email', EMAIL, 'user-create')
  command('cli', '--email', EMAIL, 'user-promote')
  const server = spawn(node.file, ['lib/bin/run-server.js'], {
    cwd: folder,
    env,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  grounds.onEnd(() => ended(server))
  await isOnline(server)
  const client = httpClient(url)
  try {
    const reader = await signIn(client)
    const project = await ask<{ id: number }>(client, '/v1/projects', '{"name":"bench"}', reader)
    const forms = `/v1/projects/${project.id}/forms`
    await ask(client, `${forms}?publish=true`, visitForm, reader, 'text/xml')
    const keys: string[] = []
    for (let phone = 0; phone < phones; phone += 1) keys.push(await appUser(client, project.id, phone, reader))
    const form = `${forms}/${FORM}`
    return {
      url,
      pid: server.pid ?? 0,
      database,
      version: versionOf(folder),
      node: node.version,
      form,
      reader,
      phones: keys,
    }
  } finally {
    client.close()
  }
}

/** The one among its packages, if somebody put it there; else this one, if it is new enough. */
function nodeFor(folder: string): { readonly file: string; readonly version: string } {
  if (!existsSync(path.join(folder, 'lib/bin/run-server.js')))
    throw new Error(`${folder}: no ODK Central. ${howToGetCentral}`)
  const own = path.join(folder, 'node_modules/node/bin/node')
  const file = existsSync(own) ? own : process.execPath
  const version = spawnSync(file, ['--version'], { encoding: 'utf8' }).stdout.trim()
  if (Number(version.slice(1).split('.')[0]) < 24)
    throw new Error(
      `ODK Central needs Node 24, this is ${version}: npm install --no-save node@24 in ${folder} puts one beside it.`,
    )
  return { file, version }
}

function configOf(database: string, port: number, url: string): string {
  const { hostname: host, port: at, username: user, pathname } = new URL(database)
  const reached = { host, port: Number(at), user, password: 'none', database: pathname.slice(1) }
  return JSON.stringify({ default: { database: reached, server: { port }, env: { domain: url } } })
}

function versionOf(folder: string): string {
  const { status, stdout } = spawnSync('git', ['-C', folder, 'describe', '--tags'], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : 'unknown'
}

/** The line it writes of each request goes nowhere: ours writes none. What else it complains of is told if it doesn't come up. */
async function isOnline(server: ChildProcess): Promise<void> {
  let complaints = ''
  server.stderr?.on('data', (chunk: Buffer) => {
    complaints = `${complaints}${chunk}`.slice(-2000)
  })
  const [said] = await Promise.race([once(server, 'message'), once(server, 'exit')])
  if (said !== 'online') throw new Error(`ODK Central ended with ${said}: ${complaints}`)
}

/** Its database goes with it, so it need not put anything in order. */
async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const exited = once(server, 'exit')
  server.kill('SIGKILL')
  await exited
}

async function signIn(client: HttpClient): Promise<string> {
  const said = JSON.stringify({ email: EMAIL, password: PASSWORD })
  return (await ask<{ token: string }>(client, '/v1/sessions', said)).token
}

/** May send to the form, and nothing else. */
async function appUser(client: HttpClient, project: number, phone: number, reader: string): Promise<string> {
  const base = `/v1/projects/${project}`
  const made = await ask<{ id: number; token: string }>(
    client,
    `${base}/app-users`,
    `{"displayName":"${phone}"}`,
    reader,
  )
  await ask(client, `${base}/forms/${FORM}/assignments/app-user/${made.id}`, '', reader)
  return made.token
}

async function ask<T>(client: HttpClient, at: string, body: string, token?: string, type?: 'text/xml'): Promise<T> {
  const { status, text } = await client.post(at, body, token, type)
  if (status !== 200) throw new Error(`ODK Central, ${at}: ${status} ${text}`)
  return JSON.parse(text) as T
}
