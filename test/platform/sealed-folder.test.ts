import type { PhotoFolder } from '#platform/photo-folder'
import { PhotoLocked, sealedFolder } from '#platform/sealed-folder'
import { createSealer, KEY_BYTES, START_BYTES, type WholeSealer } from '#platform/sealer'

const sealerOf = (byte: number) =>
  createSealer(new Uint8Array(KEY_BYTES).fill(byte), new Uint8Array(START_BYTES).fill(byte))
const picture = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4, 5, 6, 7, 8])

function setUp() {
  const files = new Map<string, Uint8Array>()
  const inner: PhotoFolder = {
    async write(name, bytes) {
      files.set(`photos/${name}`, bytes)
      return `photos/${name}`
    },
    read: async (path) => files.get(path) ?? null,
    remove: async (path) => void files.delete(path),
    show: async (path) => (files.has(path) ? path : null),
  }
  const known = new Map<string, WholeSealer>([['qfy-s1', sealerOf(1)]])
  let signedIn = 'qfy-s1'
  const folder = sealedFolder(
    inner,
    {
      current() {
        const sealer = known.get(signedIn)
        return sealer === undefined ? null : { staff: signedIn, sealer }
      },
      all: () => [...known.values()],
    },
    async (bytes) => `data:${bytes.length}`,
  )
  return { files, known, folder, inner, signIn: (staff: string) => (signedIn = staff) }
}

test('a photo lies sealed, and is read and shown as it was taken', async () => {
  const { files, folder } = setUp()
  const path = await folder.write('aa', picture)
  expect(Buffer.from(files.get(path) ?? []).includes(Buffer.from(picture))).toBe(false)
  expect(await folder.read(path)).toEqual(picture)
  expect(await folder.show(path)).toBe(`data:${picture.length}`)
  await folder.remove(path)
  expect([await folder.read(path), await folder.show(path)]).toEqual([null, null])
})

test('one taken before there was a key is read as it lies', async () => {
  const { folder, inner, files, known } = setUp()
  const path = await inner.write('aa', picture)
  expect([await folder.read(path), await folder.show(path)]).toEqual([picture, path])
  known.clear()
  expect(files.get(await folder.write('bb', picture))).toEqual(picture)
})

test('without its key a photo has not gone: reading it fails, and works again with the key', async () => {
  const { folder, known } = setUp()
  const path = await folder.write('aa', picture)
  const key = known.get('qfy-s1') as WholeSealer
  known.set('qfy-s1', sealerOf(9))
  await expect(folder.read(path)).rejects.toThrow(PhotoLocked)
  await expect(folder.show(path)).rejects.toThrow(PhotoLocked)
  known.set('qfy-s1', key)
  expect(await folder.read(path)).toEqual(picture)
})

test('the same picture of two people is two files, each under its own key', async () => {
  const { folder, known, signIn } = setUp()
  const mine = await folder.write('aa', picture)
  known.set('qfy-s2', sealerOf(2))
  signIn('qfy-s2')
  const theirs = await folder.write('aa', picture)
  expect(theirs).not.toBe(mine)
  known.delete('qfy-s2')
  expect(await folder.read(mine)).toEqual(picture)
  await expect(folder.read(theirs)).rejects.toThrow(PhotoLocked)
})

test('one changed or cut on the disk is told from one that has gone', async () => {
  const { folder, files } = setUp()
  const path = await folder.write('aa', picture)
  const lying = files.get(path) as Uint8Array
  files.set(
    path,
    lying.map((byte, at) => (at === lying.length - 1 ? byte ^ 1 : byte)),
  )
  await expect(folder.read(path)).rejects.toThrow(PhotoLocked)
  files.set(path, lying.subarray(0, 10))
  await expect(folder.read(path)).rejects.toThrow(PhotoLocked)
})
