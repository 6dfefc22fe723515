import './start-postgres'

/** Jest's globalTeardown; runs in the process of globalSetup. */
export default function tearDown(): void {
  if (!globalThis.testPostgres) return
  globalThis.testPostgres.stop()
  globalThis.testPostgres = undefined
  delete process.env.TEST_DATABASE_URL
}
