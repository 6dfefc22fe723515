import Taro from '@tarojs/taro'
import { takePhoto } from '#platform/camera'
import type { PhotoFolder } from '#platform/photo-folder'

const folder: PhotoFolder = {
  write: () => Promise.reject(new Error('no room')),
  read: async () => null,
  remove: async () => undefined,
  show: async () => null,
}
const camera = (answer: () => Promise<unknown>) => Object.assign(Taro, { chooseMedia: jest.fn(answer) })
beforeAll(() => Object.assign(URL, { revokeObjectURL: jest.fn() }))

test('the camera is asked for, never the album', async () => {
  camera(() => Promise.reject({ errMsg: 'chooseMedia:fail cancel' }))
  await takePhoto(folder, [])
  expect(Taro.chooseMedia).toHaveBeenCalledWith(
    expect.objectContaining({ count: 1, mediaType: ['image'], sourceType: ['camera'] }),
  )
})

test.each([
  ['chooseMedia:fail cancel', 'cancelled'],
  ['chooseMedia:fail auth deny', 'denied'],
  ['chooseMedia:fail:auth denied', 'denied'],
  ['chooseMedia:fail privacy permission is not authorized', 'denied'],
  ['chooseMedia:fail system error', 'failed'],
])('%s is %s', async (errMsg, kind) => {
  camera(() => Promise.reject({ errMsg }))
  expect(await takePhoto(folder, [])).toEqual({ kind })
})

test('a file that is no picture ends in words, not in an exception, and its address is let go', async () => {
  camera(async () => ({ tempFiles: [{ tempFilePath: 'blob:nothing' }] }))
  const loading = jest.spyOn(window.Image.prototype, 'src', 'set').mockImplementation(function (
    this: HTMLImageElement,
  ) {
    this.dispatchEvent(new Event('error'))
  })
  expect(await takePhoto(folder, [])).toEqual({ kind: 'failed' })
  expect(URL.revokeObjectURL).toHaveBeenCalledWith('blob:nothing')
  loading.mockRestore()
})
