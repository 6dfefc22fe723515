import { type PostgresServer, startPostgres } from './postgres-server'

declare global {
  var testPostgres: PostgresServer | undefined
}

/** Jest's globalSetup: workers started after it inherit the address. */
export default async function setUp(): Promise<void> {
  if (process.env.TEST_DATABASE_URL) return
  globalThis.testPostgres = await startPostgres()
  process.env.TEST_DATABASE_URL = globalThis.testPostgres.url
}
