import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ConfigError, envToConfig, readEnv } from '#cloud/config'
import type { Context } from '#cloud/context'
import type { Database } from '#cloud/db/database'
import { hasCode, isUnavailable } from '#cloud/db/errors'
import { openServing } from '#cloud/db/open-serving'
import { seedDemo } from '#cloud/demo/seed-demo'
import { createMeter, type Meter, timed } from '#cloud/metrics/meter'
import { systemContext, systemLog } from '#cloud/system'
import { repeatedly } from '#cloud/timer/repeatedly'
import { runTimer } from '#cloud/timer/run-timer'
import { masterKeys } from '#cloud/vault/keys'
import { guardMode } from './guard-mode'
import { openPort } from './opening'
import { serveOn } from './server'
import { TIMER_EVERY } from './timer-every'

/** Long enough for a push in flight, shorter than what a process manager waits before it kills. */
const GRACE = 8_000

async function start(): Promise<void> {
  const config = envToConfig(readEnv())
  const log = systemLog(config)
  const server = await openPort(config)
  const database = await openServing(config.database, (error) => log.warn({ err: error }, 'idle connection lost'))
  const meter = createMeter()
  const context = { ...systemContext(config, database, log, null, meter), meter }
  try {
    await guardMode(context, masterKeys(config, context.random) !== null)
    // What is planted did not come from devices.
    await seedDemo({ ...context, meter: null })
    serve(server, context, database)
  } catch (error) {
    await database.close()
    throw error
  }
}

function serve(server: Server, context: Context & { readonly meter: Meter }, database: Database): void {
  serveOn(server, context, database)
  const timer = repeatedly(
    timed(context.meter, context.clock.now, () => runTimer(context)),
    TIMER_EVERY,
    context.log,
  )
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    // No new connections; those at rest are closed, those with a request under way get their answer first.
    const timerRests = timer.stop()
    server.close(() => {
      timerRests
        .then(() => database.close())
        .then(
          () => process.exit(0),
          (error: unknown) => {
            context.log.error({ err: error }, 'database did not close')
            process.exit(1)
          },
        )
    })
    // A connection that has got its answer is at rest, too, and would otherwise be kept for the client's next request.
    setInterval(() => server.closeIdleConnections(), 50).unref()
    setTimeout(() => server.closeAllConnections(), GRACE).unref()
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop)
  console.log(`敲门 http://localhost:${portOf(server.address())}/`)
}

function portOf(address: string | AddressInfo | null): number {
  return address !== null && typeof address === 'object' ? address.port : 0
}

start().catch((error: unknown) => {
  // A mistake of whoever starts the server is one sentence for that person; of anything else the log says where it happened.
  const told = sentence(error)
  if (told === undefined) systemLog({ logLevel: 'fatal' }).fatal({ err: error }, 'did not start')
  else console.error(told)
  process.exit(1)
})

function sentence(error: unknown): string | undefined {
  if (error instanceof ConfigError) return error.message
  if (hasCode(error, ['EADDRINUSE'])) {
    return `PORT ${process.env.PORT ?? '8080'} is in use by another program: stop that one, or set PORT to another number.`
  }
  if (isUnavailable(error))
    return 'DATABASE_URL names a server that cannot be reached: start it, or correct the address.'
  return undefined
}
