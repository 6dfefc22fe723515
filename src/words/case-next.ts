import type { CaseRow } from '#contract/pull'

type Row = Pick<CaseRow, 'state' | 'due'>

const chain = ['电话劝阻', '派发', '接单', '上门见到本人', '民警确认', '回访', '结案'] as const
type Link = (typeof chain)[number]

/** What has to be done next, by whomever; null once it is closed. */
export function nextWord({ state, due }: Row): Link | null {
  switch (state) {
    case 'entered':
      return '电话劝阻'
    case 'phoned':
      return '结案'
    case 'ready':
      return '派发'
    case 'dispatched':
      return '接单'
    case 'accepted':
      return '上门见到本人'
    case 'submitted':
      return '民警确认'
    case 'confirmed':
      return due === null ? '结案' : '回访'
    case 'closed':
      return null
    default:
      return state satisfies never
  }
}

/** What comes after that, if all goes well. */
export function laterWords(row: Row): readonly string[] {
  const next = nextWord(row)
  return next === null ? [] : chain.slice(chain.indexOf(next) + 1)
}
