import type { UnitId } from '#domain/ids'

/** The unit has other keys than when this vault was opened: they are being rotated. */
export class StaleVault extends Error {
  constructor(readonly unitId: UnitId) {
    super(`The keys of ${unitId} were rotated in between`)
  }
}

/**
 * Does it again with the keys of now. Nothing may have been written when it throws `StaleVault`: a transaction that finds it out is
 * rolled back, a reader has written nothing.
 */
export async function withKeysOfNow<Value>(
  { vault }: { readonly vault: { forget(unit: UnitId): void } },
  work: () => Promise<Value>,
): Promise<Value> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      // A rotation leaves minutes between two of its keys, so the third time it is something else.
      if (attempt === 3 || !(error instanceof StaleVault)) throw error
      vault.forget(error.unitId)
    }
  }
}
