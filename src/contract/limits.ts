/** The platform's advice for one call (WeChat: keep the payload of `callFunction` at 100 KB). */
export const MOST_OPERATIONS = 100
export const MOST_PUSH_BYTES = 100 * 1024
/** Any other JSON body. */
export const MOST_BODY_BYTES = 256 * 1024
/** Of one file that is taken out: what a spreadsheet opens without complaint, and a function makes within its time. */
export const MOST_EXPORT_ROWS = 300_000
export const MOST_EXPORT_DAYS = 400
/** A ledger is uploaded from a computer only. */
export const MOST_LEDGER_BYTES = 10 * 1024 * 1024
/** A photo as the camera page makes it. */
export const MOST_PHOTO_BYTES = 300 * 1024
/** Changes in one page of a pull, and doors in one page of a building. */
export const PAGE_OF_CHANGES = 500
export const PAGE_OF_DOORS = 500
/** Records in one page of a list. */
export const PAGE_OF_RECORDS = 50
/** A record older than this when it arrives is refused: 40 days is more than any half-month and its amendment. */
export const OLDEST_RECORD_DAYS = 40
