import { HOUR, MINUTE } from '#domain/time'
import { nextLook } from '../../src/components/use-sync-while-shown'

/** When such a page asks, in ms since it was shown. */
function looks(until: number): readonly number[] {
  const at = [0]
  for (let next = nextLook(0); next <= until; next += nextLook(next)) at.push(next)
  return at
}

test('a page whose news matters asks each half minute while somebody has just come to it', () =>
  expect(looks(4 * MINUTE)).toHaveLength(9))

test('and at most four times in any hour that it lies open and nobody comes back to it', () => {
  const asked = looks(8 * HOUR)
  for (const from of asked.filter((at) => at > 5 * MINUTE))
    expect(asked.filter((at) => at >= from && at < from + HOUR).length).toBeLessThanOrEqual(4)
})
