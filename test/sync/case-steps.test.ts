import fc from 'fast-check'
import type { CaseRow } from '#contract/pull'
import { attemptResults, followUpOutcomes, meetings } from '#domain/dissuasion'
import type { OperationId } from '#domain/ids'
import { DAY, MINUTE } from '#domain/time'
import type { Draft } from '#sync/engine-api'
import { accept, attempt, dispatch, dispatchedCase } from '../support/case-drafts'
import { officer, worker } from '../support/small-town'
import { setUp } from '../support/sync-set-up'

test('what a device shows of its own steps is what the cloud then makes of them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.boolean(), anyDraft), { maxLength: 12 }), async (steps) => {
      const made = setUp()
      const { id, police } = await dispatchedCase(made)
      const mine = made.phone.engine()
      await mine.sync()
      // Each goes offline for a while, then the other.
      for (let at = 0; at < steps.length; ) {
        const [byOfficer] = steps[at] ?? [false]
        const engine = byOfficer ? police : mine
        await engine.sync()
        for (; at < steps.length && steps[at]?.[0] === byOfficer; at++) {
          made.world.now += MINUTE
          engine.save((steps[at] as (typeof steps)[number])[1](id, made.world.now))
        }
        const shown = engine.cases().map(({ row }) => comparable(row))
        await engine.sync()
        expect(shown).toEqual(engine.cases().map(({ row }) => comparable(row)))
        expect(engine.cases().map(({ row }) => row)).toEqual(made.cloud.cases(byOfficer ? officer(1) : worker(1)))
      }
    }),
    { numRuns: Number(process.env.STORIES ?? 200) },
  )
}, 120_000)

/** But for the place in the log, names that only the cloud knows, and what it alone may show. */
function comparable({ seq: _, leader, workers, companions, gone, resident, ...row }: CaseRow) {
  return { ...row, isGone: gone !== null }
}

const anyDraft: fc.Arbitrary<(caseId: OperationId, now: number) => Draft> = fc.oneof(
  fc.constant(accept),
  fc.constant((caseId: OperationId) => dispatch(caseId)),
  fc.tuple(fc.constantFrom(...meetings), fc.constantFrom(...attemptResults)).map(
    ([met, result]) =>
      (caseId: OperationId, now: number) =>
        attempt(caseId, { met, result, startedAt: now - 60_000 }),
  ),
  fc.constantFrom(1, 2).map(
    (to) =>
      (caseId: OperationId): Draft => ({
        type: 'dissuasion.transfer',
        body: { caseId, to: worker(to), reason: '换人' },
      }),
  ),
  fc.boolean().map(
    (reached) =>
      (caseId: OperationId): Draft => ({ type: 'dissuasion.call', body: { caseId, reached } }),
  ),
  fc.boolean().map(
    (due) =>
      (caseId: OperationId, now: number): Draft => ({
        type: 'dissuasion.confirm',
        body: { caseId, followUpAt: due ? now + DAY : null },
      }),
  ),
  fc.constant((caseId: OperationId): Draft => ({ type: 'dissuasion.return', body: { caseId, reason: '没写清' } })),
  fc.constantFrom(...followUpOutcomes).map(
    (outcome) =>
      (caseId: OperationId): Draft => ({
        type: 'dissuasion.follow-up',
        body: { caseId, outcome, nextAt: null },
      }),
  ),
  fc.constantFrom('resolved' as const, 'false-alarm' as const).map(
    (reason) =>
      (caseId: OperationId): Draft => ({
        type: 'dissuasion.close',
        body: { caseId, reason, note: '结' },
      }),
  ),
  fc.constant((caseId: OperationId): Draft => ({ type: 'dissuasion.reopen', body: { caseId, reason: '又被骗' } })),
)
