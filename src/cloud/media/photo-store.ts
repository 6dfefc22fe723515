import type { OperationId, UnitId } from '#domain/ids'
import type { Milliseconds } from '#domain/time'
import type { PictureType } from './picture-type'

/** Where a photo lies: under its case, by its content. The same picture of two cases lies there twice, so neither opens the other. */
export interface PhotoKey {
  readonly unit: UnitId
  readonly caseId: OperationId
  readonly sha256: string
}

/** Slugs, a UUID and hex as the contract parsed them: nothing in it can climb out of a folder or needs escaping in an address. */
export function pathOf({ unit, caseId, sha256 }: PhotoKey): string {
  return `${unit}/${caseId}/${sha256}`
}

/**
 * Keeps the bytes. Clients put and get them at signed addresses; the cloud alone reads, looks and removes. All but the addresses
 * throw `PhotoStoreUnavailable`.
 */
export interface PhotoStorage {
  /** Takes exactly that many bytes, and those of this content only where the storage can tell. */
  putAddress(
    key: PhotoKey,
    bytes: number,
    expiresAt: Milliseconds,
  ): { readonly url: string; readonly headers: Readonly<Record<string, string>> }
  getAddress(key: PhotoKey, type: PictureType, expiresAt: Milliseconds): string
  /** At most the first `most` bytes: whoever wrote more than was agreed does not fill the memory. Null: there is nothing. */
  read(key: PhotoKey, most: number): Promise<Uint8Array | null>
  remove(key: PhotoKey): Promise<void>
}

export class PhotoStoreUnavailable extends Error {}
