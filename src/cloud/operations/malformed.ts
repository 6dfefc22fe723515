import * as v from 'valibot'
import { type Problem, problem } from '#contract/problem'

/** The first thing that is wrong, where it is, and what was expected there. */
export function malformed(issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): Problem {
  const [issue] = issues
  const field = v.getDotPath(issue) ?? undefined
  const where = field === undefined ? '请求' : `“${field}”`
  return problem(4001, `${where}${describe(issue)}`, field)
}

function describe({ type, expected, received }: v.BaseIssue<unknown>): string {
  if (received === 'undefined') return '缺少内容'
  if (expected === 'never') return '是不认识的字段'
  switch (type) {
    case 'min_length':
    case 'non_empty':
      return '不能为空'
    case 'max_length':
      return `过长，最多 ${limit(expected)}`
    case 'min_value':
      return `过小，至少 ${limit(expected)}`
    case 'max_value':
      return `过大，最多 ${limit(expected)}`
    case 'integer':
      return '必须是整数'
    case 'regex':
    case 'check':
      return '的写法不对'
    case 'picklist':
    case 'literal':
    case 'variant':
      return '不是允许的取值'
    default:
      return '的类型不对'
  }
}

function limit(expected: string | null): string {
  return (expected ?? '').replace(/^[<>]=/, '')
}
