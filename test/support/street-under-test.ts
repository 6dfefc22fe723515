import type { Database } from '#cloud/db/database'
import { noticeCampaign } from '#domain/campaign'
import { startOfDay } from '#domain/time'
import { type CampaignStreet, type CampaignUnit, campaignStreet } from './campaign-street'
import { type TestContext, testContext } from './field-fixture'
import { openTestDatabase } from './test-database'

export interface StreetUnderTest {
  readonly context: TestContext
  readonly ground: CampaignStreet
  /** The first of its units, a community. */
  readonly unit: CampaignUnit
}

/** One database for the test file, a new street for each test, on the first day of the notice's campaign. */
export function streetUnderTest(): () => StreetUnderTest {
  let database: Database
  let street: StreetUnderTest
  beforeAll(async () => {
    database = await openTestDatabase()
  })
  afterAll(() => database?.close())
  beforeEach(async () => {
    const context = testContext(database)
    context.clock.time = startOfDay(noticeCampaign.from)
    const ground = await campaignStreet(context)
    const [unit] = ground.units
    if (unit === undefined) throw new Error('no unit')
    street = { context, ground, unit }
  })
  return () => street
}
