import * as v from 'valibot'
import { alertEnter } from '#contract/dissuasion'
import type { Milliseconds } from '#domain/time'
import type { AlertDraft } from '#stores/drafts'

type Body = v.InferOutput<typeof alertEnter>['body']

export type Filled =
  | { readonly kind: 'body'; readonly body: Body }
  /** What is missing or can't be read, in words. */
  | { readonly kind: 'wrong'; readonly words: string }

const fieldWord: Readonly<Record<string, string>> = {
  number: '预警编号（字母、数字、横线）',
  level: '等级',
  fraudType: '诈骗类型',
  source: '来源',
  name: '姓名',
  phone: '电话（数字）',
  address: '地址',
  clue: '线索',
}

export function emptyAlert(unit: AlertDraft['unit'], now: Milliseconds): AlertDraft {
  return {
    unit,
    kind: 'dissuade',
    number: '',
    level: null,
    fraudType: null,
    source: 'system',
    raisedAt: now,
    name: '',
    phone: '',
    address: '',
    doorId: null,
    clue: '',
    labels: [],
  }
}

/** The form by the wire's own rules, so that what is refused here is what the cloud would refuse. */
export function filledBody({ unit: _, labels: __, clue, ...rest }: AlertDraft): Filled {
  const said = clue.trim() === '' ? {} : { clue: clue.trim() }
  const parsed = v.safeParse(alertEnter.entries.body, { ...rest, ...said })
  if (parsed.success) return { kind: 'body', body: parsed.output }
  const fields = new Set(parsed.issues.map((issue) => String(issue.path?.[0]?.key ?? '')))
  return { kind: 'wrong', words: `请补全：${[...fields].map((field) => fieldWord[field] ?? field).join('、')}` }
}
