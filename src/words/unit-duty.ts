import type { UnitFlag, UnitStanding } from '#domain/unit-duty'

/** What is missing of a unit, in a few words. */
export function unitFlagWord(flag: UnitFlag, { unowned }: Pick<UnitStanding, 'unowned'>): string {
  switch (flag) {
    case 'no-contact':
      return '未定专人'
    case 'contact-gone':
      return '专人已离岗'
    case 'no-duties':
      return '未定职责'
    case 'no-worker':
      return '没有在岗人员'
    case 'unowned-buildings':
      return `${unowned} 栋楼没有网格员`
    default:
      return flag satisfies never
  }
}

/** Of many units, where no one's figure stands. */
export const unitFlagName: Readonly<Record<UnitFlag, string>> = {
  'no-contact': '未定专人',
  'contact-gone': '专人已离岗',
  'no-duties': '未定职责',
  'no-worker': '没有在岗人员',
  'unowned-buildings': '有楼没有网格员',
}

/** How it is put right. */
export const unitFlagAdvice: Readonly<Record<UnitFlag, string>> = {
  'no-contact': '在下面定一位专人',
  'contact-gone': '在下面另定一位专人',
  'no-duties': '在下面写明职责',
  'no-worker': '在人员与资料里请人加入，或恢复在岗',
  'unowned-buildings': '在人员与资料里把网格分给网格员',
}

export function contactWord({ name, post }: { readonly name: string; readonly post: string }): string {
  return post === '' ? name : `${name}（${post}）`
}
