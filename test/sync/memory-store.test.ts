import { createDisk, Killed } from '../support/memory-store'
import { storeConformance } from './store-conformance'

storeConformance('memory', () => {
  const disk = createDisk()
  return {
    store: disk.open(),
    reopen: () => disk.open(),
    fill: () => {
      disk.limit = disk.bytes()
    },
  }
})

test('a killed app writes nothing more, and what it wrote before is there', () => {
  const disk = createDisk()
  const app = disk.open()
  app.killAfter(1)
  app.set('a', '1')
  expect(() => app.set('b', '2')).toThrow(Killed)
  expect(() => app.get('a')).toThrow(Killed)
  expect(disk.open().get('a')).toBe('1')
  expect(disk.open().get('b')).toBeNull()
})
