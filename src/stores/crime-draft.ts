import type { CrimesAnswer } from '#contract/crime'
import type { FraudType } from '#domain/fraud-type'
import type { LocalDate } from '#domain/time'
import type { Draft } from '#sync/engine-api'

export type CrimeRow = CrimesAnswer['crimes'][number]

/** A crime as the form holds it: what is typed is text until it is read. */
export interface CrimeDraft {
  readonly number: string
  readonly on: LocalDate
  readonly time: string
  readonly fraudType: FraudType | null
  readonly loss: string
  readonly address: string
  readonly alert: string
  readonly phone: string
  /** Of a correction. */
  readonly reason: string
  readonly counts: boolean
}

export function emptyCrime(today: LocalDate): CrimeDraft {
  return {
    number: '',
    on: today,
    time: '',
    fraudType: null,
    loss: '',
    address: '',
    alert: '',
    phone: '',
    reason: '',
    counts: true,
  }
}

/** To be put right: address and phone are not known here, and stay as they are while nothing is typed. */
export function draftOf(row: CrimeRow): CrimeDraft {
  const { number, on, time, fraudType, loss, alert, counts } = row
  return {
    ...emptyCrime(on),
    number,
    time: time ?? '',
    fraudType,
    loss: String(loss),
    alert: alert ?? '',
    counts,
  }
}

export type Filled =
  | { readonly kind: 'filled'; readonly draft: Draft }
  | { readonly kind: 'wrong'; readonly words: string }

/** `before`: the crime that is corrected; null for a new one. */
export function filledCrime(draft: CrimeDraft, before: CrimeRow | null): Filled {
  const wrong = (words: string): Filled => ({ kind: 'wrong', words })
  const [number, alert, address, phone] = [draft.number, draft.alert, draft.address, draft.phone].map((text) =>
    text.trim(),
  ) as [string, string, string, string]
  if (number === '') return wrong('请填案件编号')
  if (draft.fraudType === null) return wrong('请选诈骗类型')
  const time = readClock(draft.time)
  if (time === undefined) return wrong('时间请写成 19:40 这样，不知道就空着')
  const loss = readYuan(draft.loss)
  if (loss === null) return wrong('损失请填整数元，没有损失填 0')
  const digits = phone.replace(/[\s-]/g, '')
  if (digits !== '' && !/^\+?\d{5,20}$/.test(digits)) return wrong('电话请只填数字，或空着')
  if (before === null && address === '') return wrong('请写当事人的地址，系统会自动找到这一户')
  const said = {
    number,
    on: draft.on,
    time,
    fraudType: draft.fraudType,
    loss,
    alert: alert === '' ? null : alert,
    ...(address === '' ? {} : { address }),
    ...(digits === '' ? {} : { phone: digits }),
  }
  if (before === null)
    return { kind: 'filled', draft: { type: 'crime.enter', body: { ...said, doorId: null, buildingId: null } } }
  if (draft.reason.trim() === '') return wrong('请写一句更正的原因，旧的内容也会保留')
  const body = {
    ...said,
    ...placeOf(before, address !== ''),
    paperId: before.id,
    base: before.version,
    reason: draft.reason.trim(),
    counts: draft.counts,
  }
  return { kind: 'filled', draft: { type: 'crime.correct', body } }
}

/** With a new address the cloud looks for the door anew. */
function placeOf({ place }: CrimeRow, anew: boolean) {
  if (anew || place.kind === 'address') return { doorId: null, buildingId: null }
  return place.kind === 'door'
    ? { doorId: place.doorId, buildingId: null }
    : { doorId: null, buildingId: place.buildingId }
}

/** Null: none was given; undefined: it is none. Full-width colons and digits are what a Chinese keyboard gives. */
function readClock(text: string): string | null | undefined {
  const clean = text.trim().normalize('NFKC')
  if (clean === '') return null
  const found = /^(\d{1,2}):(\d{2})$/.exec(clean)
  if (found === null || Number(found[1]) > 23 || Number(found[2]) > 59) return undefined
  return `${(found[1] ?? '').padStart(2, '0')}:${found[2] ?? ''}`
}

export function readYuan(text: string): number | null {
  const clean = text.trim().normalize('NFKC').replace(/,/g, '').replace(/元$/, '')
  return /^\d{1,10}$/.test(clean) && Number(clean) <= 1_000_000_000 ? Number(clean) : null
}
