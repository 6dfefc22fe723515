import type { Problem } from '#contract/problem'
import type { OperationId } from '#domain/ids'
import type { Milliseconds } from '#domain/time'
import type { Budget } from './budget'
import type { PhotoFile, PhotoView } from './engine-api'
import { createListing } from './listing'
import { memo } from './memo'
import type { Files } from './ports'
import { KEPT } from './retention'
import type { Shelf } from './shelf'
import type { StorageKeys } from './storage-keys'
import { type StoredPhoto, type StoredRecord, storedPhoto } from './stored'

/**
 * The photos of cases and what is known of each: one key a photo, written before anything else is done with it. The bytes are the
 * platform's file; it is removed before the key says so, never after, so that no kill leaves one lying that nobody knows of.
 */
export interface Photos {
  /** The same array while nothing changed. */
  views(): readonly PhotoView[]
  /** Those that still have to go: a saved record names them. One of a form half filled stays here, and can be taken back. */
  toSend(): readonly PhotoFile[]
  /** Writes down which ones have been named, before the record can leave the device. */
  claim(): void
  /** False: no room. */
  keep(photo: PhotoFile): boolean
  discard(caseId: OperationId, sha256: string): void
  /** Those that no record ever named: a form's that has gone. */
  discardUnnamed(): void
  /** Those that only discarded records named. */
  discardOf(gone: readonly StoredRecord[], left: readonly StoredRecord[]): void
  /** Still on the device and not yet in the cloud, whatever another tab did meanwhile. */
  isKept(photo: PhotoFile): boolean
  delivered(photo: PhotoFile, at: Milliseconds): Promise<void>
  refused(photo: PhotoFile, why: Problem): void
  /** Ends what a kill cut: discarded ones whose file is still there. */
  sweep(): Promise<void>
  /** Drops what the cloud has had for long enough; without `now` all that it has. */
  letGo(now?: Milliseconds): void
}

interface Parts {
  readonly shelf: Shelf
  readonly keys: StorageKeys
  readonly budget: Budget
  readonly files: Files
  /** The own records, whatever became of them. */
  readonly records: () => readonly StoredRecord[]
}

export function createPhotos({ shelf, keys, budget, files, records }: Parts): Photos {
  const family = shelf.family<StoredPhoto>(storedPhoto)
  const all = createListing(shelf, family, keys.photos)
  const keyOf = ({ caseId, sha256 }: Pick<PhotoFile, 'caseId' | 'sha256'>) => keys.photo(caseId, sha256)
  const views = memo((stored: readonly StoredPhoto[]) => stored.flatMap(viewOf))
  const namedBy = memo((own: readonly StoredRecord[]): ReadonlySet<string> => new Set(own.flatMap(photosNamedBy)))
  const toSend = memo((stored: readonly StoredPhoto[], named: ReadonlySet<string>) =>
    stored
      .filter(({ photo, status }) => status.kind === 'kept' && (status.named || named.has(keyOf(photo))))
      .map(({ photo }) => photo),
  )

  function isKept(photo: PhotoFile): boolean {
    return family.readThrough(keyOf(photo))?.status.kind === 'kept'
  }

  /** What was discarded meanwhile, perhaps in another tab, is not brought back. False: no room. */
  function settle(photo: PhotoFile, status: StoredPhoto['status']): boolean {
    return !isKept(photo) || shelf.change(() => budget.write(family, keyOf(photo), { photo, status }))
  }

  function drop(photo: Pick<PhotoFile, 'caseId' | 'sha256'>): void {
    shelf.change(() => shelf.remove(keyOf(photo)))
  }

  /** One file may be the photo of two cases. */
  async function removeFile(photo: PhotoFile): Promise<void> {
    const needed = all().some(
      (other) => keyOf(other.photo) !== keyOf(photo) && other.photo.path === photo.path && hasFile(other),
    )
    // A file that can't be removed now is the platform's to clear away; the photo is where it should be.
    if (!needed) await files.remove(photo.path).catch(() => undefined)
  }

  async function sweep(): Promise<void> {
    for (const { photo, status } of all()) {
      if (status.kind !== 'discarded') continue
      await removeFile(photo)
      if (family.readThrough(keyOf(photo))?.status.kind === 'discarded') drop(photo)
    }
  }

  function discard(caseId: OperationId, sha256: string): void {
    const key = keys.photo(caseId, sha256)
    const found = family.readThrough(key)
    if (found === null || !hasFile(found)) return
    const { photo } = found
    const marked = shelf.change(() => budget.write(family, key, { photo, status: { kind: 'discarded' } }))
    if (!marked) drop(photo)
    // Cut by a kill, the next run ends it.
    void (marked ? sweep() : removeFile(photo)).catch(() => undefined)
  }

  return {
    views: () => views(all()),
    toSend: () => toSend(all(), namedBy(records())),
    claim() {
      const named = namedBy(records())
      for (const { photo, status } of all())
        if (status.kind === 'kept' && !status.named && named.has(keyOf(photo)))
          settle(photo, { kind: 'kept', named: true })
    },
    keep(photo) {
      const known = family.readThrough(keyOf(photo))?.status
      // One that had been on its way goes again, though the record that names it may have left the device.
      const named = known !== undefined && known.kind !== 'discarded' && (known.kind !== 'kept' || known.named)
      const next: StoredPhoto = { photo: { ...photo }, status: { kind: 'kept', named } }
      return shelf.change(() => budget.write(family, keyOf(photo), next))
    },
    discard,
    discardOf(gone, left) {
      const still = new Set(left.flatMap(photosNamedBy))
      for (const { photo } of all())
        if (gone.flatMap(photosNamedBy).includes(keyOf(photo)) && !still.has(keyOf(photo)))
          discard(photo.caseId, photo.sha256)
    },
    discardUnnamed() {
      const named = namedBy(records())
      for (const { photo, status } of all())
        if (status.kind === 'kept' && !status.named && !named.has(keyOf(photo))) discard(photo.caseId, photo.sha256)
    },
    isKept,
    async delivered(photo, at) {
      await removeFile(photo)
      // No room for the good news: the cloud has it.
      if (!settle(photo, { kind: 'delivered', at })) drop(photo)
    },
    refused(photo, why) {
      settle(photo, { kind: 'refused', problem: why })
    },
    sweep,
    letGo(now) {
      const over = all().filter(
        ({ status }) => status.kind === 'delivered' && (now === undefined || now - status.at > KEPT),
      )
      if (over.length === 0) return
      shelf.change(() => {
        for (const { photo } of over) shelf.remove(keyOf(photo))
      })
    },
  }

  function photosNamedBy({ operation }: StoredRecord): readonly string[] {
    if (operation.type !== 'dissuasion.attempt') return []
    const { caseId, photos = [] } = operation.body
    return photos.map(({ sha256 }) => keyOf({ caseId, sha256 }))
  }
}

function viewOf({ photo, status }: StoredPhoto): readonly PhotoView[] {
  switch (status.kind) {
    case 'kept':
      return [{ ...photo, status: { kind: 'kept' } }]
    case 'refused':
      return [{ ...photo, status }]
    case 'delivered':
      return [{ ...photo, status: { kind: 'delivered' } }]
    case 'discarded':
      return []
    default:
      return status satisfies never
  }
}

function hasFile({ status }: StoredPhoto): boolean {
  return status.kind === 'kept' || status.kind === 'refused'
}
