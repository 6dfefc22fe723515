import { readdirSync, statSync } from 'node:fs'
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

test('the main package stays below 1.2 MB', () =>
  expect(bytesBelow(dist, ['community', 'police', 'street'])).toBeLessThan(1.2 * 1024 * 1024))

test('a new phone opens without a network and says so instead of failing', async () => {
  const app = boot()
  await app.settle()
  expect(app.errors).toEqual([])
  await app.shows('敲门')
})
