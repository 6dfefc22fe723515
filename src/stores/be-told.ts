import type { NoticeKind } from '#domain/notice'
import { services } from './services'

/** What may happen next to whoever has just accepted; where there is no room for all, the first ones count. */
const afterAccepting: readonly NoticeKind[] = ['dispatched', 'returned', 'not-met', 'transferred']

/** On the tap of 接单, synchronously: leave is given within a tap only. */
export function askToBeTold(): void {
  services().askToTell(afterAccepting)
}

/** On the tap that saves a banner: its last day is what there will be to say. */
export function askToBeRemindedOfStanding(): void {
  services().askToTell(['standing-due'])
}

/** On the tap of a volunteer who comes in, and of the secretary who sets his days: that they end is what there will be to say. */
export function askToHearOfServiceEnd(): void {
  services().askToTell(['service-soon', 'service-last'])
}

/** On the tap that sends 投诉建议: that it was answered is what there will be to say. */
export function askToHearTheAnswer(): void {
  services().askToTell(['feedback-answered'])
}
