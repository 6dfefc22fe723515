import { migratedSnapshot } from './pglite-snapshot'

/** Jest's globalSetup: made before there are workers, who would each make it, all at once. */
export default async function setUp(): Promise<void> {
  await migratedSnapshot()
}
