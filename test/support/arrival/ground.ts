import { draftReports } from '#cloud/timer/draft-reports'
import type { OperationOf, OperationType } from '#contract/operation'
import { noticeCampaign } from '#domain/campaign'
import type { DoorId, OperationId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { MINUTE, SECOND } from '#domain/time'
import { createField, type Field, NOON, newOperationId, type TestContext } from '../field-fixture'

/** When the stories begin: on the first due day of reports, just after they were drafted. Everything arrives at `NOON` or later. */
export const BEGIN = NOON - 20 * MINUTE

/** One thing that somebody did, on his own device, ten seconds after the one before. */
export type Step = {
  [Type in OperationType]: {
    readonly type: Type
    readonly by: Staff
    readonly body: OperationOf<Type>['body']
    /** In the street's log instead of the community's. */
    readonly inStreet?: true
  }
}[OperationType]

/** Where a story is told: a community and its street with the notice's campaign; each telling has one of its own. */
export interface ArrivalGround {
  readonly context: TestContext
  readonly field: Field
  readonly campaign: OperationId
  /** The id that the nth step will have. */
  id(nth: number): OperationId
  door(nth: number): DoorId
  /** What was there before the story: done by its people one after the other, each applied. */
  did(...steps: readonly Step[]): Promise<readonly OperationId[]>
  /** The cloud's own drafts of the reports that are due. */
  drafted(): Promise<OperationId>
}

export async function arrivalGround(context: TestContext): Promise<ArrivalGround> {
  context.clock.time = BEGIN - 5 * MINUTE
  const field = await createField(context)
  const ids: OperationId[] = []
  async function did(...steps: readonly Step[]): Promise<readonly OperationId[]> {
    const made: OperationId[] = []
    for (const { type, body, by, inStreet } of steps) {
      context.clock.time += SECOND
      const operation = operationOf(field, newOperationId(), { type, body, by, inStreet } as Step, context.clock.time)
      const [outcome] = await field.push([operation], by, 0, operation.unit)
      if (outcome?.kind !== 'applied') throw new Error(`${type}: ${JSON.stringify(outcome)}`)
      made.push(operation.id)
    }
    return made
  }
  const [campaign] = await did({
    type: 'campaign.set',
    by: field.clerk,
    body: { campaignId: null, base: 0, campaign: noticeCampaign },
    inStreet: true,
  })
  if (campaign === undefined) throw new Error('no campaign')
  return {
    context,
    field,
    campaign,
    did,
    id(nth) {
      while (ids.length <= nth) ids.push(newOperationId())
      return ids[nth] as OperationId
    },
    door(nth) {
      return field.doors(field.buildings[0])[nth] as DoorId
    },
    async drafted() {
      await draftReports(context)
      const row = await context.db
        .selectFrom('paper')
        .select('paper_id')
        .where('unit_id', '=', field.unit)
        .where('kind', '=', 'report')
        .executeTakeFirstOrThrow()
      return row.paper_id
    },
  }
}

/** As its author's device sends it; each builds on the one before. */
export function operationsOf(ground: ArrivalGround, steps: readonly Step[]) {
  return steps.map((step, nth) => ({
    by: step.by,
    operation: {
      ...operationOf(ground.field, ground.id(nth), step, BEGIN + nth * 10 * SECOND),
      ...(nth === 0 ? {} : { after: ground.id(nth - 1) }),
    },
  }))
}

function operationOf(field: Field, id: OperationId, { type, body, by, inStreet }: Step, at: number) {
  return field.operation(type, body, { id, author: by.id, at, unit: inStreet ? field.street : field.unit })
}
