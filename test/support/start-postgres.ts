import { type PostgresServer, startPostgres } from './postgres-server'
import { createTemplate } from './postgres-template'

declare global {
  var testPostgres: PostgresServer | undefined
  var testPostgresTemplate: Awaited<ReturnType<typeof createTemplate>> | undefined
}

/** Jest's globalSetup: workers started after it inherit the address and the template's name. */
export default async function setUp(): Promise<void> {
  if (!process.env.TEST_DATABASE_URL) {
    globalThis.testPostgres = await startPostgres()
    process.env.TEST_DATABASE_URL = globalThis.testPostgres.url
  }
  globalThis.testPostgresTemplate = await createTemplate(process.env.TEST_DATABASE_URL)
  process.env.TEST_DATABASE_TEMPLATE = globalThis.testPostgresTemplate.name
}
