/** A subscribe message (订阅消息) as WeChat takes it. */
export interface Message {
  readonly openid: string
  readonly templateId: string
  /** The page that a tap opens, without a leading slash. */
  readonly page: string
  readonly data: Readonly<Record<string, { readonly value: string }>>
}

/** `refused`: WeChat's errcode, e.g. 43101 when the person has not agreed to one more. `failed`: nobody knows whether it arrived. */
export type Sending = 'sent' | 'failed' | { readonly refused: number }

/** Hands one message to WeChat; never throws. */
export interface Messenger {
  send(message: Message): Promise<Sending>
}
