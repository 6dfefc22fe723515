import { createTemplate } from './citus-databases'

declare global {
  var testCitusTemplate: Awaited<ReturnType<typeof createTemplate>> | undefined
}

/** Jest's globalSetup: workers started after it inherit the template's name. */
export default async function setUp(): Promise<void> {
  globalThis.testCitusTemplate = await createTemplate()
  process.env.TEST_CITUS_TEMPLATE = globalThis.testCitusTemplate.name
}
