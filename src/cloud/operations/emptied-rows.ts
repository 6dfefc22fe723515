import * as v from 'valibot'
import type { OperationId, Seq, UnitId } from '#domain/ids'

/** The type of the log's entry by which something went because its time was over, or somebody asked. */
export const PURGE = 'retention.purge'

/**
 * Words that were not sealed cannot be taken out of a logged content without its hash telling. So the entry of the purge, which is
 * chained like any other, says what the content is from then on, with a mark that only a holder of the index key can make: whoever
 * can write to the table alone cannot pass a change off as a purge.
 */
export interface EmptiedRow {
  readonly id: OperationId
  /** Of what is left, as `contentHash` computes it. */
  readonly hash: string
  readonly mark: string
}

/** Makes the mark of a content that was emptied. */
export type MarkOf = (unitId: UnitId, id: string, hash: string) => string

export function emptiedMarkText(id: string, hash: string): string {
  return `${id}\n${hash}`
}

const purge = v.object({
  body: v.object({
    emptied: v.optional(v.array(v.object({ id: v.string(), hash: v.string(), mark: v.string() })), []),
  }),
})

/** Contents that are not what their hash was made of, until an entry further on says why. */
export class Emptied {
  readonly #open = new Map<string, { readonly seq: Seq; readonly hash: string }>()

  constructor(
    private readonly unitId: UnitId,
    /** Null: without the key an entry of the log is taken at its word. */
    private readonly markOf: MarkOf | null,
  ) {}

  differs(id: string, seq: Seq, hash: string): void {
    this.#open.set(id, { seq, hash })
  }

  /** What an entry says was emptied is explained, if it is now what the entry says. */
  explain(content: unknown): void {
    const parsed = v.safeParse(purge, content)
    if (!parsed.success) return
    for (const { id, hash, mark } of parsed.output.body.emptied) {
      const genuine = this.markOf === null || this.markOf(this.unitId, id, hash) === mark
      if (genuine && this.#open.get(id)?.hash === hash) this.#open.delete(id)
    }
  }

  /** The first one that nothing explained. */
  first(): { readonly id: string; readonly seq: Seq } | undefined {
    let first: { readonly id: string; readonly seq: Seq } | undefined
    for (const [id, { seq }] of this.#open) if (first === undefined || seq < first.seq) first = { id, seq }
    return first
  }
}
