import { SECOND } from '#domain/time'

/** On a server of one's own; WeChat's timer comes each minute. */
export const TIMER_EVERY = 30 * SECOND
