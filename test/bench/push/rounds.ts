import { timed } from '../percentiles'
import type { Side } from './sides'

export const rotated = <T>(all: readonly T[], by: number): readonly T[] =>
  all.map((_, at) => all[(at + by) % all.length] as T)

/** Every device sends its batches one after the other, all devices at once. What is sent is made before the clock runs. */
export async function oneRound(
  side: Side,
  round: number,
): Promise<{ readonly rate: number; readonly times: readonly number[] }> {
  const sends = Array.from({ length: side.devices }, (_, device) => side.batchesOf(device, round))
  const records = sends.flat(2).length
  const times: number[] = []
  const took = await timed(() =>
    Promise.all(
      sends.map(async (batches, device) => {
        for (const batch of batches) times.push(await timed(() => side.send(device, batch)))
      }),
    ),
  )
  return { rate: (records * 1000) / took, times }
}
