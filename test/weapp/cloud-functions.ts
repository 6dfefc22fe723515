import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { testKeys } from '../support/field-fixture'

const root = path.resolve(__dirname, '../..')

/** The built functions in a process of their own, as WeChat's runtime calls them: `main(event)`, the caller named by the environment. */
export interface CloudFunctions {
  call(name: string, event: unknown): Promise<unknown>
  stop(): Promise<void>
}

const runtime = `process.on('message', async ({ id, name, event }) => {
  try { process.send({ id, result: await require(${JSON.stringify(path.join(root, 'dist/cloud'))} + '/' + name).main(event) }) }
  catch (error) { process.send({ id, error: String(error) }) }
})`

/** `openid`: whom WeChat says is calling (in WX_OPENID). */
export function startCloudFunctions(databaseUrl: string, openid: string): CloudFunctions {
  const child: ChildProcess = fork('-e', [runtime], {
    execArgv: [],
    env: {
      PATH: process.env.PATH,
      ...testKeys,
      DATABASE_URL: databaseUrl,
      QIAOMEN_MODE: 'real',
      LOG_LEVEL: 'warn',
      WX_CONTEXT_KEYS: 'WX_OPENID',
      WX_OPENID: openid,
    },
  })
  let last = 0
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  child.on('message', ({ id, result, error }: { id: number; result?: unknown; error?: string }) => {
    const one = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) one?.resolve(result)
    else one?.reject(new Error(error))
  })
  return {
    call: (name, event) =>
      new Promise((resolve, reject) => {
        const id = ++last
        waiting.set(id, { resolve, reject })
        child.send({ id, name, event })
      }),
    stop: async () => {
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      await exited
    },
  }
}
