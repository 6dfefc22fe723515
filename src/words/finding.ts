import type { Found } from '#domain/inspection'

export const foundWord: Readonly<Record<Found, string>> = {
  confirmed: '属实',
  'not-found': '查无',
  differs: '不符',
}
