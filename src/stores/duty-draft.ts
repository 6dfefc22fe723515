import * as v from 'valibot'
import type { OperationOf } from '#contract/operation'
import { LONGEST_DUTY, MOST_DUTIES } from '#contract/unit-duty'
import type { OperationId, StaffId, UnitId } from '#domain/ids'
import type { DutyVersion } from '#domain/unit-duty'
import { type DeskDraft, deskDraft } from './desk-draft'

/** A unit's duties while they are written; duties and measures as text, a line each. */
const draftSchema = v.object({
  /** How many versions there were when it was begun. */
  base: v.number(),
  area: v.string(),
  duties: v.string(),
  measures: v.string(),
  /** `nobody`, `named` for somebody without an account, or one of the unit's people. */
  who: v.string(),
  name: v.string(),
  post: v.string(),
})
export type DutyDraft = v.InferOutput<typeof draftSchema>

export function dutyDraft(unit: UnitId, campaign: OperationId): DeskDraft<DutyDraft> {
  return deskDraft('duty-draft', `${unit}/${campaign}`, draftSchema)
}

export function draftOf(duty: DutyVersion | null): DutyDraft {
  if (duty === null) return { base: 0, area: '', duties: '', measures: '', who: 'nobody', name: '', post: '' }
  const { version, area, duties, measures, contact } = duty
  return {
    base: version,
    area,
    duties: duties.join('\n'),
    measures: measures.join('\n'),
    who: contact === null ? 'nobody' : (contact.staffId ?? 'named'),
    name: contact?.staffId === null ? contact.name : '',
    post: contact?.post ?? '',
  }
}

export type DutyFault = 'no-name' | 'no-post' | 'too-many' | 'too-long'

/** What keeps it from being saved; null: nothing. */
export function dutyFault({ who, name, post, duties, measures }: DutyDraft): DutyFault | null {
  const lists = [linesOf(duties), linesOf(measures)]
  if (lists.some((lines) => lines.length > MOST_DUTIES)) return 'too-many'
  if (lists.flat().some((line) => line.length > LONGEST_DUTY)) return 'too-long'
  if (who !== 'named') return null
  if (name.trim() === '') return 'no-name'
  return post.trim() === '' ? 'no-post' : null
}

/** `people`: who may be named; whoever is no longer among them is not named again. */
export function dutyBody(
  campaignId: OperationId,
  base: number,
  { area, duties, measures, who, name, post }: DutyDraft,
  people: readonly { readonly id: StaffId }[],
): OperationOf<'duty.set'>['body'] {
  const person = people.find(({ id }) => id === who)
  return {
    campaignId,
    base,
    area: oneLine(area),
    duties: linesOf(duties),
    measures: linesOf(measures),
    contact:
      who === 'named'
        ? { kind: 'named', name: oneLine(name), post: oneLine(post) }
        : person === undefined
          ? null
          : { kind: 'staff', staffId: person.id, post: oneLine(post) },
  }
}

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map(oneLine)
    .filter((line) => line !== '')
}

/** What is pasted from a table brings tabs along. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
}
