import { sql } from 'kysely'
import * as v from 'valibot'
import { verifyChain } from '#cloud/operations/verify-chain'
import { authenticate } from '#cloud/session/authenticate'
import { closeSession } from '#cloud/session/own-sessions'
import { keyed, signedIn } from '#cloud/session/sign-in'
import { sessionsAnswer, signedInAnswer } from '#contract/session'
import type { Staff } from '#domain/staff'
import { DAY, MINUTE } from '#domain/time'
import { type BrowserSession, browserSession } from '../../support/browser-session'
import { call, codeOf, tokenOf } from '../../support/calls'
import { newDeviceId } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'

const ground = fieldUnderTest()
const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36'

/** A browser in which that person is signed in. */
async function browserOf(staff: Staff, device = newDeviceId()): Promise<BrowserSession> {
  const { context } = ground
  const browser = browserSession(context, CHROME)
  const token = await tokenOf(context, staff)
  const actor = await authenticate(context, { token, openid: null })
  if (!actor.ok) throw new Error(actor.problem.title)
  await closeSession(context, { token })
  const on = await keyed(context, actor.answer.staff, device)
  const opened = await signedIn(context, actor.answer, on, { openid: null, agent: CHROME })
  if (!opened.ok) throw new Error(opened.problem.title)
  const { body, tokens } = opened.answer
  Object.assign(browser.jar, { access: tokens.access, refresh: tokens.refresh, session: body.session })
  return browser
}

const me = { action: 'me' }
const refresh = { action: 'refresh' }
const problemIn = async (result: ReturnType<BrowserSession['bare']['call']>) => {
  const answer = await result
  return answer.kind === 'problem' ? answer.problem.code : answer.kind
}
/** Another copy of what the browser holds: a second tab that read it a moment ago, or somebody who stole it. */
function copyOf(browser: BrowserSession): BrowserSession {
  const copy = browserSession(ground.context)
  Object.assign(copy.jar, browser.jar)
  return copy
}
const logOf = (type: string) =>
  ground.context.db
    .selectFrom('operation')
    .selectAll()
    .where('unit_id', '=', ground.field.unit)
    .where('type', '=', type)
    .execute()

describe('a session on the web', () => {
  it('shows a token that is good for a quarter of an hour, and renews it in passing', async () => {
    const browser = await browserOf(ground.field.worker)
    ground.context.clock.time += 15 * MINUTE - 1
    expect(await problemIn(browser.bare.call('session', me))).toBe('answer')
    ground.context.clock.time += 1
    expect(await problemIn(browser.bare.call('session', me))).toBe(4011)
    expect(await problemIn(browser.transport.call('session', me))).toBe('answer')
    ground.context.clock.time += 20 * DAY
    expect(await problemIn(browser.transport.call('session', me))).toBe('answer')
  })

  it('ends after thirty days, however often it was renewed', async () => {
    const browser = await browserOf(ground.field.worker)
    for (let day = 0; day < 29; day += 1) {
      ground.context.clock.time += DAY
      expect(await problemIn(browser.transport.call('session', me))).toBe('answer')
    }
    ground.context.clock.time += DAY
    expect(await problemIn(browser.transport.call('session', me))).toBe(4011)
    expect(await problemIn(browser.bare.call('session', refresh))).toBe(4011)
  })

  it('survives answers that were lost, however many, and two tabs that renew at the same moment', async () => {
    const browser = await browserOf(ground.field.worker)
    for (let lost = 0; lost < 20; lost += 1)
      expect(await problemIn(copyOf(browser).bare.call('session', refresh))).toBe('answer')
    const tabs = Array.from({ length: 5 }, () => copyOf(browser))
    const answers = await Promise.all(tabs.map((tab) => problemIn(tab.bare.call('session', refresh))))
    expect(answers).toEqual(tabs.map(() => 'answer'))
    // The browser keeps the cookie of the answer that came last; the others are nobody's.
    const [last] = tabs
    for (let day = 0; day < 3; day += 1) {
      ground.context.clock.time += DAY
      expect(await problemIn(last?.transport.call('session', me) ?? Promise.reject())).toBe('answer')
    }
    expect(await logOf('session.stolen')).toEqual([])
  })

  it('ends at once when a replaced refresh token comes again, whoever brings it, and the unit’s log says so', async () => {
    const browser = await browserOf(ground.field.worker)
    const thief = copyOf(browser)
    await browser.bare.call('session', refresh)
    await browser.bare.call('session', refresh)
    expect(await problemIn(browser.bare.call('session', me))).toBe('answer')
    expect(await problemIn(thief.bare.call('session', refresh))).toBe(4011)
    // The access token that was good a moment ago, too.
    expect(await problemIn(browser.bare.call('session', me))).toBe(4011)
    expect(await problemIn(browser.bare.call('session', refresh))).toBe(4011)
    const { worker, unit } = ground.field
    expect(await logOf('session.stolen')).toMatchObject([{ subject: worker.id, staff_id: 'server' }])
    expect(await verifyChain(ground.context.db, unit)).toMatchObject({ kind: 'intact' })
  })

  it('ends when the person comes after a thief who was quicker', async () => {
    const browser = await browserOf(ground.field.worker)
    const thief = copyOf(browser)
    await browser.bare.call('session', refresh)
    // Nothing newer was used yet, so he passes for a second tab; what he got is used, and now there are two of them.
    expect(await problemIn(thief.bare.call('session', refresh))).toBe('answer')
    expect(await problemIn(thief.bare.call('session', refresh))).toBe('answer')
    expect(await problemIn(browser.bare.call('session', refresh))).toBe(4011)
    expect(await problemIn(thief.bare.call('session', me))).toBe(4011)
    expect(await logOf('session.stolen')).toHaveLength(1)
  })

  it('is not what another tab signed in to: its tokens are refused there, and stay good here', async () => {
    const first = await browserOf(ground.field.worker)
    const second = await browserOf(ground.field.colleague)
    // The same browser: the cookies are the second person's, the first tab still believes to be in the first session.
    const tab = browserSession(ground.context)
    Object.assign(tab.jar, second.jar, { session: first.jar.session })
    expect(await problemIn(tab.bare.call('session', me))).toBe(4011)
    expect(await problemIn(tab.bare.call('session', refresh))).toBe(4011)
    await tab.bare.call('session', { action: 'sign-out' })
    expect(await problemIn(second.bare.call('session', me))).toBe('answer')
    expect(await problemIn(second.bare.call('session', refresh))).toBe('answer')
  })

  it('is over when it is signed out, by the refresh token alone, too', async () => {
    const browser = await browserOf(ground.field.worker)
    const copy = copyOf(browser)
    ground.context.clock.time += DAY
    browser.jar.access = null
    await browser.bare.call('session', { action: 'sign-out' })
    expect(browser.jar).toMatchObject({ access: null, refresh: null })
    expect(await problemIn(copy.bare.call('session', refresh))).toBe(4011)
    expect(await logOf('session.stolen')).toEqual([])
  })

  it('lies in the database as hashes alone', async () => {
    const browser = await browserOf(ground.field.worker)
    await browser.bare.call('session', refresh)
    const tables = await Promise.all(
      ['session', 'session_token', 'operation', 'scan_ticket'].map((name) =>
        sql`select * from ${sql.table(name)}`.execute(ground.context.db),
      ),
    )
    const all = JSON.stringify(tables.map(({ rows }) => rows))
    for (const token of [browser.jar.access, browser.jar.refresh]) expect(all).not.toContain(token?.split('.').at(-1))
  })

  it('shows nothing any more, from the moment that the secretary stops the person', async () => {
    const { field } = ground
    const browser = await browserOf(field.worker)
    const service = { action: 'service', unit: field.unit, staff: field.worker.id, from: null, to: null }
    expect(await problemIn(browser.bare.call('query', service))).not.toBe(4033)
    const stop = field.operation(
      'staff.assign',
      { staffId: field.worker.id, scope: { kind: 'unit' }, from: null, to: null, active: false },
      { author: field.secretary.id },
    )
    expect(await field.push([stop], field.secretary)).toMatchObject([{ kind: 'applied' }])
    for (const body of [service, { action: 'roster', unit: field.unit }])
      expect(await problemIn(browser.transport.call('query', body))).toBe(4033)
    const pull = {
      action: 'pull',
      protocol: 2,
      unit: field.unit,
      device: newDeviceId(),
      pending: 0,
      cursor: null,
      scope: null,
    }
    expect(await browser.transport.call('sync', pull)).toMatchObject({
      body: { changes: [], scope: { buildings: [] } },
    })
  })
})

describe('the list of one’s own devices', () => {
  const listed = async (browser: BrowserSession) => {
    const answer = await browser.bare.call('session', { action: 'sessions' })
    return v.parse(sessionsAnswer, answer.kind === 'answer' ? answer.body : null).sessions
  }

  it('names what each is, since when, and on which day it was used last; one a device', async () => {
    const { worker } = ground.field
    const device = newDeviceId()
    await browserOf(worker, device)
    const office = await browserOf(worker, device)
    const phone = await keyed(ground.context, worker, newDeviceId())
    await signedIn(ground.context, await actorNow(office), phone, { openid: 'an openid' })
    await browserOf(ground.field.colleague)
    ground.context.clock.time += DAY
    await office.bare.call('session', refresh)
    const list = await listed(office)
    expect(list).toHaveLength(2)
    expect(list.find(({ here }) => here)).toMatchObject({
      kind: 'web',
      browser: 'chrome',
      system: 'windows',
      openedAt: ground.context.clock.time - DAY,
      seenOn: '2021-03-30',
    })
    expect(list.find(({ here }) => !here)).toMatchObject({ kind: 'wechat', browser: 'wechat', seenOn: '2021-03-29' })
  })

  it('ends one at once, and no other', async () => {
    const { worker } = ground.field
    const [home, office] = [await browserOf(worker), await browserOf(worker)]
    const session = home.jar.session
    expect(await problemIn(office.bare.call('session', { action: 'end-session', session }))).toBe('answer')
    expect(await problemIn(home.transport.call('session', me))).toBe(4011)
    expect(await problemIn(office.transport.call('session', me))).toBe('answer')
    expect(await listed(office)).toHaveLength(1)
    expect(await logOf('session.end')).toMatchObject([{ staff_id: worker.id, content: { sessions: [session] } }])
  })

  it('ends all of them, on WeChat too', async () => {
    const { worker } = ground.field
    const [home, office] = [await browserOf(worker), await browserOf(worker)]
    const openid = `openid-${ground.field.unit}-1`
    const phone = await call(ground.context, 'session', { action: 'wechat', device: newDeviceId() }, null, openid)
    const { token } = v.parse(signedInAnswer, phone.body)
    expect(await problemIn(home.bare.call('session', { action: 'end-session', session: null }))).toBe('answer')
    for (const one of [home, office]) expect(await problemIn(one.transport.call('session', me))).toBe(4011)
    expect(codeOf(await call(ground.context, 'session', me, token, openid))).toBe(4011)
  })

  it('is one’s own: nobody ends or sees another’s', async () => {
    const [mine, another] = [await browserOf(ground.field.worker), await browserOf(ground.field.colleague)]
    const session = another.jar.session
    expect(await problemIn(mine.bare.call('session', { action: 'end-session', session }))).toBe(4041)
    expect(await problemIn(another.bare.call('session', me))).toBe('answer')
    expect((await listed(mine)).map(({ id }) => id)).toEqual([mine.jar.session])
  })
})

describe('a token of WeChat', () => {
  const openid = () => `openid-${ground.field.unit}-1`
  const enter = async (device = newDeviceId()) => {
    const answer = await call(ground.context, 'session', { action: 'wechat', device }, null, openid())
    const { token, session } = v.parse(signedInAnswer, answer.body)
    return { token, session }
  }

  it('is worth nothing in other hands: not of another person on WeChat, and not over HTTP', async () => {
    const { token } = await enter()
    expect((await call(ground.context, 'session', me, token, openid())).status).toBe(200)
    expect(codeOf(await call(ground.context, 'session', me, token, 'a thief'))).toBe(4011)
    expect(codeOf(await call(ground.context, 'session', me, token, null))).toBe(4011)
    const { jar } = await browserOf(ground.field.worker)
    expect(codeOf(await call(ground.context, 'session', me, jar.access, openid()))).toBe(4011)
  })

  it('lasts a day; entered again the session goes on under a new one', async () => {
    const device = newDeviceId()
    const first = await enter(device)
    ground.context.clock.time += DAY
    expect(codeOf(await call(ground.context, 'session', me, first.token, openid()))).toBe(4011)
    const second = await enter(device)
    expect(second.session).toBe(first.session)
    expect((await call(ground.context, 'session', me, second.token, openid())).status).toBe(200)
  })
})

async function actorNow(browser: BrowserSession) {
  const actor = await authenticate(ground.context, { token: browser.jar.access, openid: null })
  if (!actor.ok) throw new Error(actor.problem.title)
  return actor.answer
}
