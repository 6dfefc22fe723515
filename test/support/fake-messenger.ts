import type { Message, Messenger, Sending } from '#cloud/notices/messenger'

/** Fields of a template of the account, as chosen from WeChat's library. */
export type AccountTemplates = Readonly<Record<string, readonly string[]>>

/** What WeChat's documents say of a value, by its field's type (订阅消息参数值内容限制说明). */
const limits: Readonly<Record<string, RegExp>> = {
  thing: /^[^\p{Cc}\p{Cs}]{1,20}$/u,
  phrase: /^\p{Script=Han}{1,5}$/u,
  time: /^(\d{4}年(1[0-2]|[1-9])月([12]\d|3[01]|[1-9])日 )?([01]\d|2[0-3]):[0-5]\d$/,
}

const pages = [
  'pages/case/index',
  'police/alert/index',
  'pages/standing/index',
  'community/report/index',
  'community/plan/index',
  'community/findings/index',
  'community/staff/index',
  'pages/service/index',
  'pages/feedback/index',
  'community/reviews/index',
  'community/review/index',
]

/** As strict as the documents: fields of the template and no others, values within their limits, a page of the app, one consent a message. */
export class FakeMessenger implements Messenger {
  readonly sent: Message[] = []
  /** What it answered, refusals included. */
  readonly answers: Sending[] = []
  #consents = new Map<string, number>()
  #broken = false

  constructor(private readonly templates: AccountTemplates) {}

  /** One tap on 允许: one message. */
  consent(openid: string, templateId: string): void {
    const key = `${openid} ${templateId}`
    this.#consents.set(key, (this.#consents.get(key) ?? 0) + 1)
  }

  /** From now on no answer comes. */
  break(): void {
    this.#broken = true
  }

  async send(message: Message): Promise<Sending> {
    const answer = this.#broken ? 'failed' : this.#judge(message)
    this.answers.push(answer)
    if (answer === 'sent') this.sent.push(message)
    return answer
  }

  #judge({ openid, templateId, page, data }: Message): Sending {
    if (openid === '') return { refused: 40003 }
    const fields = this.templates[templateId]
    if (fields === undefined) return { refused: 40037 }
    if (!pages.includes(page.split('?', 1)[0] ?? '')) return { refused: 41030 }
    if (Object.keys(data).sort().join() !== [...fields].sort().join()) return { refused: 47003 }
    for (const [field, { value }] of Object.entries(data)) {
      const limit = limits[field.replace(/\d+$/, '')]
      // WeChat counts a character outside the basic plane as two.
      if (limit === undefined || value.length > 20 || !limit.test(value)) return { refused: 47003 }
    }
    const key = `${openid} ${templateId}`
    const left = this.#consents.get(key) ?? 0
    if (left === 0) return { refused: 43101 }
    this.#consents.set(key, left - 1)
    return 'sent'
  }
}
