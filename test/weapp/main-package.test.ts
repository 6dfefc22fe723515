import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { boot } from './harness'

const dist = path.resolve(__dirname, '../../dist/weapp')

function bytesBelow(folder: string, leftOut: readonly string[]): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    if (leftOut.includes(entry.name)) return sum
    const file = path.join(folder, entry.name)
    return sum + (entry.isDirectory() ? bytesBelow(file, []) : statSync(file).size)
  }, 0)
}

const subpackages = ['community', 'police', 'street']
/** WeChat takes 2 MB each; what a phone on a weak network has to fetch before its first page is the main one. */
const MOST = 900 * 1024

test('the main package stays below 900 KB', () => expect(bytesBelow(dist, subpackages)).toBeLessThan(MOST))

test.each(subpackages)('the package of the %s stays below 900 KB', (folder) => {
  const bytes = bytesBelow(path.join(dist, folder), [])
  expect(bytes).toBeGreaterThan(10 * 1024)
  expect(bytes).toBeLessThan(MOST)
})

test('nothing that every phone loads asks for BigInt, which iOS 13 and Android 8 lack', () => {
  const first = readdirSync(dist).filter((name) => name.endsWith('.js'))
  expect(first).toContain('common.js')
  expect(first.filter((name) => /\bBigInt\b/.test(readFileSync(path.join(dist, name), 'utf8')))).toEqual([])
})

test('a new phone opens without a network and says so instead of failing', async () => {
  const app = boot()
  await app.settle()
  expect(app.errors).toEqual([])
  await app.shows('敲门')
})
