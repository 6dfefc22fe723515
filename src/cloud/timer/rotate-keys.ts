import type { Context } from '#cloud/context'
import { goOnRotating } from '#cloud/rotation/go-on-rotating'
import { keysThere } from '#cloud/vault/keys'
import { type Milliseconds, SECOND } from '#domain/time'

/** Of one run of the timer: what else it does is not to wait long, and a function of the cloud has a minute. */
const AT_MOST: Milliseconds = 5 * SECOND

/** Rotations that somebody asked for (`npm run keys:rotate`) go on by themselves, run by run, while everybody works. */
export async function rotateKeys(context: Context): Promise<void> {
  const asked = await context.db.selectFrom('key_rotation').select('unit_id').limit(1).executeTakeFirst()
  const keys = asked === undefined ? null : keysThere(context.config)
  if (keys !== null) await goOnRotating(context, keys, context.clock.now() + AT_MOST)
}
