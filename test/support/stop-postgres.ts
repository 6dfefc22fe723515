import './start-postgres'

/** Jest's globalTeardown; runs in the process of globalSetup. A server that was given is left as it was found. */
export default async function tearDown(): Promise<void> {
  await globalThis.testPostgresTemplate?.drop()
  globalThis.testPostgresTemplate = undefined
  delete process.env.TEST_DATABASE_TEMPLATE
  if (!globalThis.testPostgres) return
  globalThis.testPostgres.stop()
  globalThis.testPostgres = undefined
  delete process.env.TEST_DATABASE_URL
}
