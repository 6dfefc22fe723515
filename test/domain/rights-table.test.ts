import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { actions, type Reach, rights } from '#domain/rights'
import { roles } from '#domain/staff'

const file = path.resolve(__dirname, '../../src/domain/README.md')
const [begin, end] = ['<!-- rights -->\n', '<!-- /rights -->']

const words: Readonly<Record<Reach, string>> = {
  no: '',
  'own-building': 'scope',
  own: 'own',
  unit: 'unit',
  case: 'case',
  station: 'station',
  street: 'street',
}

function table(): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    row(['action', ...roles]),
    row(['---', ...roles.map(() => '---')]),
    ...actions.map((action) => row([`\`${action}\``, ...roles.map((role) => words[rights[action][role]])])),
    '',
  ].join('\n')
}

/** `WRITE=1 npm test -- core rights-table` prints it anew. */
test('who may do what stands in the README as the table has it', () => {
  const text = readFileSync(file, 'utf8')
  const [from, to] = [text.indexOf(begin) + begin.length, text.indexOf(end)]
  expect(to).toBeGreaterThanOrEqual(from)
  if (process.env.WRITE === '1') writeFileSync(file, `${text.slice(0, from)}${table()}${text.slice(to)}`)
  const [, printed = ''] = /<!-- rights -->\n([\s\S]*)<!-- \/rights -->/.exec(readFileSync(file, 'utf8')) ?? []
  expect(printed).toBe(table())
})
