import { spawn } from 'node:child_process'
import * as v from 'valibot'

const measured = v.object({
  ms: v.number(),
  /** ms that the client's own process took from the processors meanwhile, which others on the machine hardly change. */
  cpu: v.number(),
  /** ms that saving them on the device took before. */
  saved: v.optional(v.number(), 0),
  documents: v.number(),
})
export type Measured = v.InferOutput<typeof measured>

/** A client as a process of its own, until its last line says what it measured. `onReady`: what is to happen when it says that it is. */
export function runClient(
  file: string,
  env: Readonly<Record<string, string>>,
  onReady: () => Promise<unknown> = async () => {},
): Promise<Measured> {
  const { PATH = '' } = process.env
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file], { env: { PATH, ...env }, stdio: ['pipe', 'pipe', 'pipe'] })
    let said = ''
    let wrong = ''
    let ready = false
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (ready || !said.includes('ready\n')) return
      ready = true
      onReady().then(() => child.stdin.write('go\n'), reject)
    })
    child.stderr.on('data', (chunk: Buffer) => {
      wrong += chunk.toString()
    })
    child.once('error', reject)
    child.once('close', (code) => {
      if (code !== 0) reject(new Error(`${file} ended with ${code}: ${wrong}`))
      else resolve(v.parse(measured, JSON.parse(said.trim().split('\n').at(-1) ?? '')))
    })
  })
}
