import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

const root = path.resolve(__dirname, '../../..')
const folder = mkdtempSync(path.join(tmpdir(), 'qiaomen-sdk-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The messenger with the SDK as the functions' build bundles it, and with the whole SDK. */
function bundled(whole: boolean): string {
  const file = path.join(folder, whole ? 'whole.cjs' : 'built.cjs')
  const script = `import { build } from './config/tasks/lib/esbuild-options.mjs'
    import { cloudOptions } from './config/tasks/build-cloud.mjs'
    const [outfile, whole] = process.argv.slice(1)
    const plugins = whole === 'true' ? [] : cloudOptions.plugins
    await build({ ...cloudOptions, plugins, entryPoints: ['src/cloud/notices/wechat-messenger.ts'], outfile })`
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script, file, String(whole)], {
    cwd: root,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  return file
}

interface Sent {
  readonly path: string
  /** Each field of the form; what the time and chance make is put aside. */
  readonly fields: Readonly<Record<string, string>>
}

/** Stands for the cloud's own API, as far as an answer to a message is concerned. */
async function cloudApi(
  answer: object,
): Promise<{ readonly url: string; readonly sent: Sent[]; readonly server: Server }> {
  const sent: Sent[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    sent.push({
      path: (request.url ?? '').split('?')[0] ?? '',
      fields: fieldsOf(Buffer.concat(chunks).toString('latin1')),
    })
    response.setHeader('content-type', 'application/octet-stream')
    response.end(wrapped(answer))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/admin`, sent, server }
}

const byChance = /^(timestamp|eventId|.*[sS]ignature.*|requestId)$/

function fieldsOf(form: string): Sent['fields'] {
  const parts = [...form.matchAll(/name="([^"]+)".*?\r\n\r\n(.*?)\r\n--/gs)]
  return Object.fromEntries(
    parts.map(([, name = '', value = '']) => [name, value]).filter(([name = '']) => !byChance.test(name)),
  )
}

/** The answer's bytes (field 1) and its kind (2) as protobuf, each shorter than the 128 bytes that its length has room for. */
function wrapped(answer: object): Uint8Array {
  const field = (tag: number, text: string) =>
    Buffer.concat([Buffer.of(tag, Buffer.byteLength(text)), Buffer.from(text)])
  return Buffer.concat([field(10, JSON.stringify(answer)), field(18, 'application/json')])
}

async function send(file: string, url: string): Promise<string> {
  const script = `const { wechatMessenger } = require(process.argv[1])
    const message = { openid: 'o-1', templateId: 't-1', page: 'pages/case/index', data: { thing1: { value: '见面劝阻' } } }
    wechatMessenger().send(message).then((told) => console.log('→' + JSON.stringify(told)))`
  const child = spawn(process.execPath, ['-e', script, file], {
    env: {
      PATH: process.env.PATH ?? '',
      TENCENTCLOUD_RUNENV: 'SCF',
      TENCENTCLOUD_SECRETID: 'id',
      TENCENTCLOUD_SECRETKEY: 'key',
      TENCENTCLOUD_SESSIONTOKEN: 'token',
      TCB_ENV: 'here-1',
      SCF_NAMESPACE: 'here-1',
      TCB_CONTEXT_KEYS: 'TCB_CONTEXT_CNFG',
      TCB_CONTEXT_CNFG: JSON.stringify({ URL: url }),
      // Of this machine's own proxies nothing goes to the cloud that stands here.
      no_proxy: '127.0.0.1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
  await once(child, 'close')
  return said
}

describe('what is left out of WeChat’s SDK', () => {
  const files = { built: bundled(false), whole: bundled(true) }

  test.each([
    ['a message that WeChat takes', { errcode: 0, errmsg: 'ok' }, '→"sent"'],
    ['one that it refuses', { errcode: 43101, errmsg: 'user refuse to accept the msg' }, '→{"refused":43101}'],
  ])('is nothing that %s needs: it is asked and heard as by the whole one', async (_, answer, told) => {
    const { url, sent, server } = await cloudApi(answer)
    try {
      expect(await send(files.built, url)).toContain(told)
      expect(await send(files.whole, url)).toContain(told)
    } finally {
      server.close()
    }
    const [built, whole] = sent
    expect(sent).toHaveLength(2)
    expect(built?.fields.apiName).toBe('subscribeMessage.send')
    expect(built?.fields.requestData).toContain('t-1')
    expect(built).toEqual(whole)
  })
})
