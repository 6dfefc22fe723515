import * as v from 'valibot'
import { type NoticeKind, noticeKinds } from '#domain/notice'

/** A message template of the mini program's account, and what its fields are called there. */
export interface Template {
  readonly id: string
  readonly fields: Fields
}

/** The number behind a field's type is given by WeChat when a template is chosen from its library. */
interface Fields {
  /** `thing`: which task, and what is to be done. */
  readonly what: string
  /** `phrase` */
  readonly level: string
  /** `thing`: the community. */
  readonly where: string
  /** `time`: the deadline. */
  readonly when: string
}

export type Templates = { readonly [Kind in NoticeKind]?: Template | undefined }

const named = (type: string, name: string) =>
  v.optional(v.pipe(v.string(), v.regex(new RegExp(`^${type}\\d{1,3}$`))), name)

const fields = v.strictObject({
  what: named('thing', 'thing1'),
  level: named('phrase', 'phrase2'),
  where: named('thing', 'thing3'),
  when: named('time', 'time4'),
})

const templateId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{20,64}$/))

const template = v.union([
  v.pipe(
    templateId,
    v.transform((id): Template => ({ id, fields: v.getDefaults(fields) })),
  ),
  v.strictObject({ id: templateId, fields: v.optional(fields, {}) }),
])

const templates = v.pipe(
  v.string(),
  v.parseJson(),
  v.strictObject(v.entriesFromList(noticeKinds, v.optional(template))),
)

/** `{"dispatched": "<template id>", "not-met": {"id": "<template id>", "fields": {"what": "thing5"}}}`; undefined: not readable. */
export function readTemplates(text: string): Templates | undefined {
  const parsed = v.safeParse(templates, text)
  return parsed.success ? parsed.output : undefined
}
