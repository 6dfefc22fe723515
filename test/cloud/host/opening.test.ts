import { setTimeout as sleep } from 'node:timers/promises'
import * as v from 'valibot'
import { dataPlace } from '../../support/data-place'
import { testKeys } from '../../support/field-fixture'
import { bundleHost, freePort, startHost } from '../../support/host-process'

const numbered = v.object({ problem: v.object({ code: v.literal(5030), title: v.string() }) })

test('until its database is open a server says so by a number, lets a browser look again, and then serves', async () => {
  const place = await dataPlace()
  const bundle = bundleHost()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let ready = false
  const host = startHost(bundle.file, { ...place.env, ...testKeys, PORT: String(port), LOG_LEVEL: 'error' })
  const started = host.finally(() => {
    ready = true
  })
  const told: unknown[] = []
  let page: Response | null = null
  while (!ready) {
    const push = await fetch(`${url}/fn/sync`, { method: 'POST', body: '{}' }).catch(() => null)
    // Nobody is there yet, or it serves by now.
    if (push?.status === 503) {
      told.push(await push.json())
      page ??= await fetch(`${url}/`)
    }
    await sleep(5)
  }
  const running = await started
  try {
    expect(told.length).toBeGreaterThan(0)
    for (const body of told) expect(v.is(numbered, body)).toBe(true)
    expect(page?.status).toBe(503)
    expect(page?.headers.get('refresh')).toBe('2')
    expect(page?.headers.get('content-security-policy')).toContain("default-src 'self'")
    expect(await page?.text()).toContain('正在启动')
    expect((await fetch(`${url}/health`)).status).toBe(200)
    expect((await fetch(`${url}/fn/sync`, { method: 'POST', body: '{}' })).status).not.toBe(503)
    expect(await running.stop()).toBe(0)
  } finally {
    await running.kill()
    bundle.remove()
    await place.remove()
  }
}, 120_000)
