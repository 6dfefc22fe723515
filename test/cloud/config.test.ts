import { ConfigError, envToConfig, readEnv } from '#cloud/config'

const config = (source: Record<string, string>) => envToConfig(readEnv(source))
const sentence = (source: Record<string, string>): string => {
  try {
    config(source)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return ''
}

test('nothing set is a demonstration in a folder, on port 8080', () => {
  expect(config({})).toMatchObject({
    port: 8080,
    mode: 'demo',
    database: { engine: 'pglite', folder: '.data' },
    logLevel: 'info',
  })
})

test('a server’s database means the real thing, unless a demonstration is asked for', () => {
  const DATABASE_URL = 'postgres://u:p@h/d'
  expect(config({ DATABASE_URL })).toMatchObject({ mode: 'real', database: { engine: 'postgres', url: DATABASE_URL } })
  expect(config({ DATABASE_URL, QIAOMEN_MODE: 'demo' }).mode).toBe('demo')
})

test('an empty variable is an unset one', () => {
  expect(config({ PORT: '', DATABASE_URL: ' ', QIAOMEN_MODE: '' })).toEqual(config({}))
})

test.each([
  [{ PORT: '80a' }, 'PORT is "80a", but it must be a whole number from 0 (any free port) to 65535.'],
  [{ PORT: '65536' }, 'PORT is "65536", but it must be a whole number from 0 (any free port) to 65535.'],
  [{ QIAOMEN_MODE: 'production' }, 'QIAOMEN_MODE is "production", but it must be one of: demo, real.'],
  [
    { LOG_LEVEL: 'loud' },
    'LOG_LEVEL is "loud", but it must be one of: fatal, error, warn, info, debug, trace, silent.',
  ],
])('%j stops the start with a sentence that names it', (source, expected) => {
  expect(sentence(source as Record<string, string>)).toBe(expected)
})

test('the sentence about a database’s address does not tell its password', () => {
  const told = sentence({ DATABASE_URL: 'mysql://root:secret@db/x' })
  expect(told).toContain('mysql://root:…@db/x')
  expect(told).not.toContain('secret')
})
