// A process of its own: boots the built mini program on a phone's storage, writes down the ms until Today is drawn, and ends.
import { readFileSync } from 'node:fs'
import { newDevice } from '../../weapp/device'
import { boot } from '../../weapp/harness'

const [dist, file] = process.argv.slice(2)
if (dist === undefined || file === undefined) throw new Error('usage: boot-program <dist> <storage.json>')
const device = newDevice()
const storage: Record<string, unknown> = JSON.parse(readFileSync(file, 'utf8'))
for (const [key, value] of Object.entries(storage)) device.storage.set(key, value, 'setStorageSync')

async function run(): Promise<void> {
  const started = performance.now()
  const cpu = process.cpuUsage()
  const app = boot({ dist, device })
  const loaded = performance.now()
  let seen = -1
  for (;;) {
    if (app.setDataLog.length !== seen) {
      seen = app.setDataLog.length
      if (app.find((node) => node.uid === 'go-on') !== undefined) break
    }
    if (performance.now() - started > 60_000) throw new Error(`Today did not come: ${app.route} shows ${app.text()}`)
    await new Promise((resolve) => setImmediate(resolve))
  }
  const drawn = performance.now()
  const { user, system } = process.cpuUsage(cpu)
  if (app.errors.length > 0) throw app.errors[0]
  process.stdout.write(
    JSON.stringify({ loaded: loaded - started, drawn: drawn - started, own: (user + system) / 1000 }),
    () => process.exit(0),
  )
}

run().catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
