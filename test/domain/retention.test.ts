import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { LEAST_LOG_AGE, retentionCutoff, retentionDays, retentionKinds, retentionPolicy } from '#domain/retention'
import { DAY } from '#domain/time'

const file = path.resolve(__dirname, '../../README.md')
const [begin, end] = ['<!-- retention -->\n', '<!-- /retention -->']

function table(): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    row(['', 'counted from', 'days', 'bounds', 'then', 'why']),
    row(['---', '---', '---', '---', '---', '---']),
    ...retentionKinds.map((kind) => {
      const { what, since, days, least, most, fate, basis } = retentionPolicy[kind]
      return row([what, since, String(days), `${least}–${most}`, fate, basis])
    }),
    '',
  ].join('\n')
}

/** `WRITE=1 npm test -- core domain/retention` prints it anew. */
test('what is kept how long stands in the README as the policy has it', () => {
  const text = readFileSync(file, 'utf8')
  const [from, to] = [text.indexOf(begin) + begin.length, text.indexOf(end)]
  expect(to).toBeGreaterThanOrEqual(from)
  if (process.env.WRITE === '1') writeFileSync(file, `${text.slice(0, from)}${table()}${text.slice(to)}`)
  const [, printed = ''] = /<!-- retention -->\n([\s\S]*)<!-- \/retention -->/.exec(readFileSync(file, 'utf8')) ?? []
  expect(printed).toBe(table())
})

test('every age lies within its bounds', () => {
  for (const kind of retentionKinds) {
    const { least, days, most } = retentionPolicy[kind]
    expect([least, days, most]).toEqual([least, days, most].sort((a, b) => a - b))
  }
})

test('what the audit needs stays six months, whatever six they are', () => {
  // 1 July to 1 January are the longest six months.
  expect(LEAST_LOG_AGE / DAY).toBeGreaterThanOrEqual(184)
  for (const kind of ['case', 'feedback', 'words', 'session', 'crime'] as const)
    expect(retentionPolicy[kind].least * DAY).toBeGreaterThanOrEqual(LEAST_LOG_AGE)
})

test('a street’s word counts within the bounds alone', () => {
  expect(retentionDays(undefined, 'notice')).toBe(184)
  expect(retentionDays({ notice: 60 }, 'notice')).toBe(60)
  expect(retentionDays({ notice: 1 }, 'notice')).toBe(30)
  expect(retentionDays({ notice: 9999 }, 'notice')).toBe(365)
  expect(retentionCutoff({ notice: 60 }, 'notice', 100 * DAY)).toBe(40 * DAY)
})
