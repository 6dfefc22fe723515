import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import * as v from 'valibot'
import { scanOpenAnswer } from '#contract/scan'
import { newDeviceId, testKeys } from '../../support/field-fixture'
import { bundleHost, freePort, type HostProcess, startHost } from '../../support/host-process'
import { createDatabase, testEngine } from '../../support/test-database'

/** The server as it is shipped, in real mode on an empty database, from the command that lets the first person in. */
const { PATH = '' } = process.env
let place: { readonly env: Readonly<Record<string, string>>; remove(): Promise<void> }
let server: { readonly file: string; remove(): void }
let command: { readonly file: string; remove(): void }
let host: HostProcess
let code: string

beforeAll(async () => {
  server = bundleHost()
  command = bundleHost('first-administrator-command')
  place = await emptyPlace()
  const said = administrator('--street', 'wtjd', '--street-name', '唯亭街道', '--name', '王立群')
  code = /^[0-9A-Z]{4}-[0-9A-Z]{4}$/m.exec(said.stdout)?.[0] ?? said.stderr
  host = await startHost(server.file, { ...place.env, PORT: String(await freePort()), LOG_LEVEL: 'trace' })
}, 120_000)
afterAll(async () => {
  await host?.stop()
  await place?.remove()
  server?.remove()
  command?.remove()
})

async function emptyPlace() {
  if (testEngine() === 'postgres') {
    const { url, drop } = await createDatabase()
    return { env: { ...testKeys, DATABASE_URL: url, BEHIND_TLS: 'yes' }, remove: drop }
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'qiaomen-session-'))
  return {
    env: { ...testKeys, DATA_DIR: folder, QIAOMEN_MODE: 'real' },
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

function administrator(...argv: readonly string[]) {
  return spawnSync(process.execPath, [command.file, ...argv], { encoding: 'utf8', env: { PATH, ...place.env } })
}

/** A browser as far as cookies and what it says of itself go. */
function browser(headers: Readonly<Record<string, string>> = {}) {
  const cookies = new Map<string, { readonly value: string; readonly path: string }>()
  const seen: string[] = []
  let session: string | null = null
  return {
    cookies,
    /** All that the server ever set. */
    seen,
    get session() {
      return session
    },
    async call(body: object, name = 'session', more: Readonly<Record<string, string | null>> = {}) {
      const at = `/fn/${name}`
      const cookie = [...cookies]
        .filter(([, one]) => at.startsWith(one.path))
        .map(([key, { value }]) => `${key}=${value}`)
      const sent: Record<string, string | null> = {
        'content-type': 'application/json',
        origin: host.url,
        cookie: cookie.join('; ') || null,
        'x-session': session,
        ...headers,
        ...more,
      }
      const response = await fetch(`${host.url}${at}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: Object.fromEntries(Object.entries(sent).filter((pair): pair is [string, string] => pair[1] !== null)),
      })
      for (const set of response.headers.getSetCookie()) {
        seen.push(set)
        const [, key = '', value = '', where = ''] = /^([^=]+)=([^;]*); Path=([^;]+)/.exec(set) ?? []
        if (value === '') cookies.delete(key)
        else cookies.set(key, { value, path: where })
      }
      const answer = v.parse(v.looseObject({ session: v.optional(v.string()) }), await response.json())
      session = answer.session ?? session
      return { status: response.status, body: answer }
    },
  }
}

const problem = (code: number) => ({ problem: expect.objectContaining({ code }) })
const me = { action: 'me' }

test('from an empty database to two browsers: the command’s code lets one in, and that one lets the other in', async () => {
  const phone = browser({ 'user-agent': 'Mozilla/5.0 (iPhone) Version/17 Mobile Safari/604.1' })
  expect(await phone.call(me)).toMatchObject({ status: 401, body: problem(4010) })
  const bound = await phone.call({ action: 'bind', code, device: newDeviceId() })
  expect(bound).toMatchObject({ status: 200, body: { token: null, staff: { name: '王立群', role: 'street' } } })
  expect(await phone.call(me)).toMatchObject({ status: 200, body: { staff: { id: 'wtjd-jd1' } } })
  // Used up.
  expect(await browser().call({ action: 'bind', code, device: newDeviceId() })).toMatchObject(problem4014)

  const desk = browser({ 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Chrome/131.0.0.0 Safari/537.36' })
  const asked = await desk.call({ action: 'scan-open', device: newDeviceId() })
  const ticket = v.parse(scanOpenAnswer, asked.body)
  const ask = { action: 'scan-poll', secret: ticket.secret }
  expect(await desk.call(ask)).toMatchObject({ status: 200, body: { waiting: true } })
  expect(desk.seen).toEqual([])
  expect(await phone.call({ action: 'scan-look', scan: ticket.scan })).toMatchObject({
    body: {
      browser: 'chrome',
      system: 'windows',
      compare: ticket.compare,
      address: expect.stringMatching(/127\.0\.0\.1$/),
    },
  })
  expect((await phone.call({ action: 'scan-answer', scan: ticket.scan, allow: true })).status).toBe(200)
  expect(await desk.call(ask)).toMatchObject({ status: 200, body: { token: null, staff: { id: 'wtjd-jd1' } } })
  expect(await browser().call(ask)).toMatchObject({ status: 410, body: problem(4101) })
  expect((await desk.call(me)).status).toBe(200)
  const listed = await desk.call({ action: 'sessions' })
  expect(listed.body.sessions).toHaveLength(2)
  expect(await phone.call({ action: 'end-session', session: desk.session })).toMatchObject({ body: { ended: 1 } })
  expect(await desk.call(me)).toMatchObject({ status: 401, body: problem(4011) })

  await cookiesAreOutOfReach(phone.seen)
  await onlyFromOwnPages(phone)
  await renewsAndEnds(phone)
  nothingInTheLogs([...phone.seen, ...desk.seen], [ticket.secret, ticket.scan, code, code.replace('-', '')])
}, 120_000)

const problem4014 = { status: 401, body: problem(4014) }

async function cookiesAreOutOfReach(seen: readonly string[]): Promise<void> {
  const secure = testEngine() === 'postgres'
  expect(seen.length).toBeGreaterThanOrEqual(2)
  for (const cookie of seen) {
    expect(cookie).toMatch(secure ? /^__Secure-qm-(access|refresh)=/ : /^qm-(access|refresh)=/)
    expect(cookie).toContain('; HttpOnly')
    expect(cookie).toContain('; SameSite=Strict')
    expect(cookie.includes('; Secure')).toBe(secure)
    expect(cookie).toContain(cookie.includes('qm-refresh') ? '; Path=/fn/session;' : '; Path=/fn;')
    expect(cookie).not.toContain('Domain')
  }
}

/** What another site's page can make a browser send is refused, and changes nothing. */
async function onlyFromOwnPages(signedIn: ReturnType<typeof browser>): Promise<void> {
  const end = { action: 'end-session', session: null }
  const elsewhere: readonly Readonly<Record<string, string | null>>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: null },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: null, 'sec-fetch-site': 'none' },
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/x-www-form-urlencoded' },
  ]
  for (const headers of elsewhere)
    expect([headers, await signedIn.call(end, 'session', headers)]).toMatchObject([
      headers,
      { status: 428, body: problem(4280) },
    ])
  // Which session is meant, no other site's page can say without asking first, and is never allowed to.
  expect(await signedIn.call(end, 'session', { 'x-session': null })).toMatchObject({ status: 401, body: problem(4010) })
  // Nor does another site sign anybody in, as whomever.
  const asks = { action: 'scan-open', device: newDeviceId() }
  expect(await browser().call(asks, 'session', { origin: 'https://evil.example' })).toMatchObject({ status: 428 })
  expect((await signedIn.call(me)).status).toBe(200)
  expect((await signedIn.call(me, 'session', { origin: null, 'sec-fetch-site': 'same-origin' })).status).toBe(200)
}

async function renewsAndEnds(signedIn: ReturnType<typeof browser>): Promise<void> {
  const stolen = new Map(signedIn.cookies)
  for (let times = 0; times < 2; times += 1) expect((await signedIn.call({ action: 'refresh' })).status).toBe(200)
  expect(signedIn.cookies.get(nameOf('access'))).not.toEqual(stolen.get(nameOf('access')))
  const answer = await signedIn.call({ action: 'sign-out' })
  expect(answer).toMatchObject({ status: 200, body: { signedOut: true } })
  expect([...signedIn.cookies]).toEqual([])
  for (const [key, one] of stolen) signedIn.cookies.set(key, one)
  expect(await signedIn.call(me)).toMatchObject({ status: 401, body: problem(4011) })
  expect(await signedIn.call({ action: 'refresh' })).toMatchObject({ status: 401, body: problem(4011) })
}

const nameOf = (kind: string) => `${testEngine() === 'postgres' ? '__Secure-' : ''}qm-${kind}`

function nothingInTheLogs(cookies: readonly string[], secrets: readonly string[]): void {
  const tokens = cookies.map((cookie) => /=([^;]*)/.exec(cookie)?.[1] ?? '').filter((token) => token !== '')
  expect(tokens.length).toBeGreaterThan(4)
  for (const secret of [...tokens, ...secrets]) expect(host.said()).not.toContain(secret)
}

describe('the command that lets the first person in', () => {
  const wanted = ['--street', 'wtjd', '--street-name', '唯亭街道', '--name', '王立群']

  test('says what is missing, and does nothing', () => {
    for (const argv of [[], ['--street', 'wtjd'], ['--name', '王立群'], ['--street', 'W T', '--name', '王立群']])
      expect(administrator(...argv)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('用法') })
  })

  test('is for real servers: a demonstration is refused', () => {
    const env = { PATH, ...place.env, QIAOMEN_MODE: 'demo' }
    const said = spawnSync(process.execPath, [command.file, ...wanted], { encoding: 'utf8', env })
    expect(said).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('演示模式') })
  })
})
