import fc from 'fast-check'
import type { Database } from '#cloud/db/database'
import { resetRealCloud } from '../support/real-cloud'
import { anyStep, type Step } from '../support/story-steps'
import { createStory } from '../support/sync-story'
import { openTestDatabase } from '../support/test-database'

const start = Date.UTC(2021, 2, 29, 4)
let database: Database
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

/** The phone's engine against the cloud's own handlers: the same stories as on the model, fewer of them. */
test('phones and the real cloud end equal, whatever was saved, cut, killed, doubled or late', async () => {
  const tell = async (steps: readonly Step[]) => {
    const story = createStory(await resetRealCloud(database, start), start)
    for (const step of steps) await story.take(step)
    await story.check()
    await story.settle()
  }
  await fc.assert(fc.asyncProperty(fc.array(anyStep, { maxLength: 40, size: 'max' }), tell), {
    numRuns: Number(process.env.STORIES ?? 40),
  })
}, 300_000)
