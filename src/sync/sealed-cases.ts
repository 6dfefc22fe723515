import * as v from 'valibot'
import { type CaseRow, type Change, caseRow } from '#contract/pull'
import type { Sealer } from './ports'
import { type Packing, parseJson } from './shelf'
import type { StoredCase, StoredIndex, StoredJournal } from './stored'

/**
 * What of a case never lies in the storage as it is: who the resident is, and the police's free words. The cloud tells it again, so
 * a lost key loses nothing. What only this device has (records not delivered, forms) is not sealed: no key may lose it.
 */
const secret = v.object({ resident: caseRow.entries.resident, returned: caseRow.entries.returned })
type Secret = v.InferOutput<typeof secret>

/** Of a journal's cases, by their place in the page. */
const secrets = v.array(v.tuple([v.number(), secret]))

/** The account's sealer once its key was read. */
export interface Seals {
  /** Null: not yet. Nothing with a secret in it can be written until then. */
  current(): Sealer | null
}

export function withoutSecret(row: CaseRow): CaseRow {
  return secretOf(row) === null ? row : { ...row, resident: null, returned: null }
}

function secretOf({ resident, returned }: CaseRow): Secret | null {
  return resident === null && returned === null ? null : { resident, returned }
}

/** A case whose seal can't be opened is read without its secret, and keeps the seal. */
export function packedIndex(seals: Seals): Packing<StoredIndex> {
  // An unchanged case lies there as it lay: sealed anew it would be another text each time.
  const packed = new WeakMap<CaseRow, StoredCase>()

  function pack(known: StoredCase): StoredCase {
    const plain = secretOf(known.row)
    if (plain === null) return known
    const before = packed.get(known.row)
    if (before?.heardAt === known.heardAt) return before
    const after = { ...known, row: withoutSecret(known.row), sealed: sealerOf(seals).seal(JSON.stringify(plain)) }
    packed.set(known.row, after)
    return after
  }

  function unpack(stored: StoredCase): StoredCase {
    const opened = stored.sealed === undefined ? null : openedBy(seals, stored.sealed, secret)
    if (opened === null) return stored
    const { row, heardAt } = stored
    const whole = { row: { ...row, ...opened }, heardAt }
    packed.set(whole.row, stored)
    return whole
  }

  return {
    pack: (index) => ({ ...index, cases: index.cases.map(pack) }),
    unpack: (index) => ({ ...index, cases: index.cases.map(unpack) }),
  }
}

export function packedJournal(seals: Seals): Packing<StoredJournal> {
  return {
    pack(journal) {
      const plain = journal.answer.changes.flatMap((change, at) => {
        const its = change.kind === 'case' ? secretOf(change.row) : null
        return its === null ? [] : [[at, its] as const]
      })
      if (plain.length === 0) return journal
      const changes = journal.answer.changes.map(
        (change): Change => (change.kind === 'case' ? { ...change, row: withoutSecret(change.row) } : change),
      )
      return { ...journal, answer: { ...journal.answer, changes }, sealed: sealerOf(seals).seal(JSON.stringify(plain)) }
    },
    unpack(stored) {
      const opened = stored.sealed === undefined ? null : openedBy(seals, stored.sealed, secrets)
      if (opened === null) return stored
      const its = new Map(opened)
      const changes = stored.answer.changes.map((change, at): Change => {
        const plain = its.get(at)
        return change.kind === 'case' && plain !== undefined ? { ...change, row: { ...change.row, ...plain } } : change
      })
      return { from: stored.from, answer: { ...stored.answer, changes } }
    },
  }
}

function sealerOf(seals: Seals): Sealer {
  const sealer = seals.current()
  if (sealer === null) throw new Error('a resident was to be stored before the key was read')
  return sealer
}

function openedBy<T>(seals: Seals, sealed: string, schema: v.GenericSchema<unknown, T>): T | null {
  const text = seals.current()?.open(sealed) ?? null
  const parsed = text === null ? null : v.safeParse(schema, parseJson(text))
  return parsed?.success ? parsed.output : null
}
