import { envToConfig, readEnv } from '../../../src/cloud/config'
import { openServing } from '../../../src/cloud/db/open-serving'
import { createHttpServer } from '../../../src/cloud/host/server'
import { TIMER_EVERY } from '../../../src/cloud/host/timer-every'
import { createMeter } from '../../../src/cloud/metrics/meter'
import { systemContext, systemLog } from '../../../src/cloud/system'
import { repeatedly } from '../../../src/cloud/timer/repeatedly'
import { runTimer } from '../../../src/cloud/timer/run-timer'
import { clockFrom } from './clock'

/** The server as it is shipped, but for its clock, which is the simulated day's: what phones did at eight in the evening came at eight. */
async function start(): Promise<void> {
  const config = envToConfig(readEnv())
  const { SIMULATED_CLOCK = '', SIMULATED_START = '' } = process.env
  const log = systemLog(config)
  const database = await openServing(config.database, (error) => log.warn({ err: error }, 'idle connection lost'))
  const clock = { now: clockFrom(SIMULATED_CLOCK, Number(SIMULATED_START)) }
  const context = { ...systemContext(config, database, log, null, createMeter()), clock }
  const server = createHttpServer(context, database)
  server.listen(config.port, () => console.log(`simulated http://localhost:${config.port}/ `))
  const timer = repeatedly(() => runTimer(context), TIMER_EVERY, log)
  process.on('SIGTERM', () => {
    server.close(() => timer.stop().then(() => database.close().then(() => process.exit(0))))
    setInterval(() => server.closeIdleConnections(), 50).unref()
  })
}

void start()
