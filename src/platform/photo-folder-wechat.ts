import Taro from '@tarojs/taro'
import type { PhotoFolder } from './photo-folder'

/** In the user's own folder, which WeChat does not clear: its temporary files may vanish at any time. */
export function wechatPhotoFolder(): PhotoFolder {
  const disk = Taro.getFileSystemManager()
  const folder = `${Taro.env.USER_DATA_PATH}/photos`
  const call = <Answer>(run: (done: { success(answer: Answer): void; fail(cause: unknown): void }) => void) =>
    new Promise<Answer>((success, fail) => run({ success, fail }))

  async function exists(path: string): Promise<boolean> {
    return call((done) => disk.access({ path, ...done })).then(
      () => true,
      () => false,
    )
  }

  return {
    async write(name, bytes) {
      // Fails when it is there already; whether it is usable the next line tells.
      await call((done) => disk.mkdir({ dirPath: folder, recursive: true, ...done })).catch(() => undefined)
      const path = `${folder}/${name}.jpg`
      await call((done) => disk.writeFile({ filePath: path, data: new Uint8Array(bytes).buffer, ...done }))
      return path
    },
    async read(path) {
      if (!(await exists(path))) return null
      const { data } = await call<{ data: unknown }>((done) => disk.readFile({ filePath: path, ...done }))
      if (!(data instanceof ArrayBuffer)) throw new Error(`${path} was not read as bytes`)
      return new Uint8Array(data)
    },
    async remove(path) {
      if (await exists(path)) await call((done) => disk.unlink({ filePath: path, ...done }))
    },
    show: async (path) => ((await exists(path)) ? path : null),
  }
}

/** An `image` of WeChat's takes data as it is; a file of its own would lie open. */
export async function wechatPicture(bytes: Uint8Array): Promise<string> {
  return `data:image/jpeg;base64,${Taro.arrayBufferToBase64(new Uint8Array(bytes).buffer)}`
}
