import './start-citus'

/** Jest's globalTeardown; runs in the process of globalSetup. */
export default async function tearDown(): Promise<void> {
  await globalThis.testCitusTemplate?.drop()
  globalThis.testCitusTemplate = undefined
}
