import Taro from '@tarojs/taro'
import { deviceFiles } from '#platform/files'
import { wechatPhotoFolder } from '#platform/photo-folder-wechat'

interface Asked {
  readonly path?: string
  readonly filePath?: string
  readonly data?: ArrayBuffer
  success(answer: object): void
  fail(cause: object): void
}

/** WeChat's disk as its documentation tells: callbacks, and a failure for what is not there or there already. */
function wechatDisk() {
  const files = new Map<string, ArrayBuffer>()
  let folders = 0
  const missing = (asked: Asked) => asked.fail({ errMsg: 'fail no such file or directory' })
  const disk = {
    mkdir: (asked: Asked) => (folders++ === 0 ? asked.success({}) : asked.fail({ errMsg: 'fail file already exists' })),
    access: (asked: Asked) => (files.has(asked.path ?? '') ? asked.success({}) : missing(asked)),
    writeFile(asked: Asked) {
      files.set(asked.filePath ?? '', asked.data ?? new ArrayBuffer(0))
      asked.success({})
    },
    readFile(asked: Asked) {
      const data = files.get(asked.filePath ?? '')
      if (data === undefined) missing(asked)
      else asked.success({ data })
    },
    unlink: (asked: Asked) => (files.delete(asked.filePath ?? '') ? asked.success({}) : missing(asked)),
  }
  Object.assign(Taro, { getFileSystemManager: () => disk, env: { USER_DATA_PATH: 'wxfile://usr' } })
  return files
}

test('a photo lies in the folder that WeChat does not clear, for the next start to find', async () => {
  const files = wechatDisk()
  const path = await wechatPhotoFolder().write('a1', new Uint8Array([1, 2, 3]))
  await wechatPhotoFolder().write('b2', new Uint8Array([4]))
  expect([...files.keys()]).toEqual(['wxfile://usr/photos/a1.jpg', 'wxfile://usr/photos/b2.jpg'])
  expect(await wechatPhotoFolder().read(path)).toEqual(new Uint8Array([1, 2, 3]))
  expect(await wechatPhotoFolder().show(path)).toBe(path)
})

test('only the photo’s own bytes are written, whatever buffer they lie in', async () => {
  const files = wechatDisk()
  const path = await wechatPhotoFolder().write('a1', new Uint8Array([9, 9, 1, 2, 9]).subarray(2, 4))
  expect(new Uint8Array(files.get(path) ?? new ArrayBuffer(0))).toEqual(new Uint8Array([1, 2]))
})

test('a file that is gone is nothing to read or show, and gone when it is removed again', async () => {
  wechatDisk()
  const folder = wechatPhotoFolder()
  const path = await folder.write('a1', new Uint8Array([1]))
  await folder.remove(path)
  await folder.remove(path)
  expect([await folder.read(path), await folder.show(path)]).toEqual([null, null])
})

test('a put tells stored, refused and no answer apart, and never throws', async () => {
  wechatDisk()
  const { TARO_ENV } = process.env
  process.env.TARO_ENV = 'weapp'
  const { put } = deviceFiles(wechatPhotoFolder())
  process.env.TARO_ENV = TARO_ENV
  const answers: (() => Promise<{ statusCode: number }>)[] = [
    async () => ({ statusCode: 200 }),
    async () => ({ statusCode: 403 }),
    () => Promise.reject({ errMsg: 'request:fail timeout' }),
  ]
  const request = jest.fn(() => answers.shift()?.())
  Object.assign(Taro, { request })
  const send = () => put('https://x.example/1', { 'content-type': 'image/jpeg' }, new Uint8Array([9, 1, 2]).subarray(1))
  expect(await send()).toEqual({ kind: 'stored' })
  expect(await send()).toEqual({ kind: 'refused', status: 403 })
  expect(await send()).toEqual({ kind: 'no-answer' })
  expect(request).toHaveBeenCalledWith(
    expect.objectContaining({
      method: 'PUT',
      header: { 'content-type': 'image/jpeg' },
      data: new Uint8Array([1, 2]).buffer,
    }),
  )
})
