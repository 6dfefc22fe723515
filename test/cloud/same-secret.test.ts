import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { sameSecret } from '#cloud/same-secret'

test('a secret is told from any other text, whatever its length', () => {
  expect(sameSecret('a-token-of-a-scraper', 'a-token-of-a-scraper')).toBe(true)
  expect(sameSecret(Buffer.from('abc'), 'abc')).toBe(true)
  for (const other of ['', 'a', 'a-token-of-a-scrapes', 'a-token-of-a-scraperx', 'A-token-of-a-scraper'])
    expect(sameSecret(other, 'a-token-of-a-scraper')).toBe(false)
})

const root = path.resolve(__dirname, '../..')
const files = readdirSync(path.join(root, 'src/cloud'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => `src/cloud/${file}`)
  .map((file) => ({
    file,
    text: readFileSync(path.join(root, file), 'utf8'),
  }))
/** How a secret is called here; one side of a comparison, unless the other one is a word or a number that stands in the program. */
const SECRET = String.raw`[\w.]*(?:[tT]oken|[sS]ecret|[sS]ignature|[pP]assword|\bmac|[mM]ac|[oO]penid|[bB]earer|[cC]ode[hH]ash|code_hash|token_hash)\b`
const compared = new RegExp(
  String.raw`${SECRET} *[!=]==(?! *(?:null|undefined|''|'string'|\d))|[!=]== *${SECRET}(?! *[.(])|\.(?:equals|localeCompare|startsWith)\(${SECRET}`,
)

test('no secret is compared by === or the like anywhere in the cloud, and only one file compares them at all', () => {
  expect(files.length).toBeGreaterThan(200)
  const lines = files.flatMap(({ file, text }) => text.split('\n').map((line) => `${file}: ${line.trim()}`))
  expect(lines.filter((line) => compared.test(line))).toEqual([])
  expect(files.filter(({ text }) => text.includes('timingSafeEqual(')).map(({ file }) => file)).toEqual([
    'src/cloud/same-secret.ts',
  ])
})

test.each([
  'if (token === config.metricsToken) return',
  'if (config.metricsToken !== given) return',
  'return given.mac === mac',
  'row.token_hash === sha256(token)',
  'Buffer.from(mac).equals(expectedMac)',
])('the rule would find: %s', (line) => {
  expect(compared.test(line)).toBe(true)
})

test.each([
  "if (token === null || token === '') return",
  "typeof token === 'string'",
  'openid !== null',
  'codeOf(a) === 4',
])('and lets pass: %s', (line) => {
  expect(compared.test(line)).toBe(false)
})
