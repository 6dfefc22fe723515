import type { Viewer } from '#cloud/sync/case-rows'
import type { Watermark } from '#domain/document/watermark'
import type { StreetSettings } from '#domain/street-settings'
import type { HandedOut } from './export-store'

/** Who takes something out of a unit. */
export interface Exporter extends Viewer {
  /** The person's own unit, which the watermark names, whichever unit the records are of. */
  readonly unitName: string
  /** What the person's street decided; null while nothing was. */
  readonly settings: StreetSettings | null
}

/** A file that may be made: permitted, counted, named, and not begun. */
export interface Composed extends HandedOut {
  /** As many as there seem to be; records may arrive while it is made. */
  readonly rows: number
  /** What the unit's log says was taken out, beside who, when and which bytes. */
  readonly logged: object
  /** `told` hears of each row, and how many there were is what it heard. */
  write(watermark: Watermark, told: () => void): AsyncIterable<Uint8Array>
}
