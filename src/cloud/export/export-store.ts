import type { OperationId, UnitId } from '#domain/ids'
import type { Milliseconds } from '#domain/time'
import type { FileType } from './file-type'

/** Where a file lies: under its unit, by the id that it was asked for with. */
export interface ExportKey {
  readonly unit: UnitId
  readonly id: OperationId
}

/** Beside the photos; no unit's slug begins with `_`. */
export function pathOf({ unit, id }: ExportKey): string {
  return `_exports/${unit}/${id}`
}

/** How it is handed out: the name it gets on the other side, and what it is. */
export interface HandedOut {
  readonly fileName: string
  readonly type: FileType
}

/** Keeps files until they were fetched. All but the addresses throw `ExportStoreUnavailable`. */
export interface ExportStore {
  /** Takes the chunks as they come; all or nothing. What the chunks themselves throw goes through. */
  keep(key: ExportKey, chunks: AsyncIterable<Uint8Array>): Promise<void>
  /** Where to GET it. */
  getAddress(key: ExportKey, as: HandedOut, expiresAt: Milliseconds): string
  /** Removing what is not there is no fault. */
  remove(key: ExportKey): Promise<void>
}

export class ExportStoreUnavailable extends Error {}

/** Names with Chinese letters, as RFC 6266 has them; the plain name is for whoever does not read the other. */
export function attachment({ fileName, type }: HandedOut): string {
  const encoded = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="export.${type}"; filename*=UTF-8''${encoded}`
}
