import fc from 'fast-check'
import { createModelCloud } from '../support/model-cloud'
import type { World } from '../support/phone'
import { smallTown, worker } from '../support/small-town'
import { anyStep, DOORS, HOUSES, type Step } from '../support/story-steps'
import { createStory } from '../support/sync-story'

const start = Date.UTC(2021, 2, 29, 4)

function modelCloud(world: World) {
  const cloud = createModelCloud(smallTown(HOUSES, DOORS), () => world.now, 3)
  cloud.issue(worker(1), 'flyer', 10)
  return {
    ...cloud,
    call: (staff: Parameters<typeof cloud.call>[0], body: unknown) => {
      const answer = cloud.call(staff, body)
      return 'body' in answer
        ? ({ kind: 'answer', body: answer.body } as const)
        : ({ kind: 'problem', problem: answer.problem } as const)
    },
  }
}

async function tell(steps: readonly Step[]): Promise<void> {
  const story = createStory(modelCloud, start)
  for (const step of steps) {
    await story.take(step)
    await story.check()
  }
  await story.settle()
}

const runs = Number(process.env.STORIES ?? 500)

test('whatever is saved, cut, killed, doubled or late, all ends equal, each record once and nothing lost', async () => {
  await fc.assert(fc.asyncProperty(fc.array(anyStep, { maxLength: 60, size: 'max' }), tell), {
    numRuns: runs,
    seed: process.env.SEED ? Number(process.env.SEED) : undefined,
  })
}, 600_000)
