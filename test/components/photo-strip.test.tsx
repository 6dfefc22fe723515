import { createHash } from 'node:crypto'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { PhotoStrip } from '#components/photo-strip'
import { PhotoView } from '#components/photo-view'
import type { OperationId } from '#domain/ids'
import { type Camera, type PhotoTaken, provide, services } from '#stores/services'
import type { TransportResult } from '#sync/ports'
import { type FieldStage, openFieldPage } from '../pages/field-stage'
import { idAt } from '../support/operation-ids'
import { unit } from '../support/small-town'

const caseId: OperationId = idAt(7)
const watermark = ['青枫苑社区 QFY001', '03-29 10:00 3幢']
const PICTURE = 'data:image/jpeg;base64,/9j/'

function Form() {
  const [photos, setPhotos] = useState<readonly { sha256: string; bytes: number }[]>([])
  return <PhotoStrip unit={unit} caseId={caseId} value={photos} onChange={setPhotos} watermark={watermark} />
}

let asked: (readonly string[])[]
let answers: (PhotoTaken | string)[]

/** Answers in turn; a string is a photo of that content. */
function camera({ disk }: Pick<FieldStage, 'disk'>): Camera {
  return {
    async take(lines) {
      asked.push(lines)
      const next = answers.shift() ?? { kind: 'cancelled' }
      if (typeof next !== 'string') return next
      const bytes = new Uint8Array(Buffer.from(next))
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      disk.files.set(`photos/${sha256}`, bytes)
      return { kind: 'taken', sha256, bytes: bytes.length, path: `photos/${sha256}` }
    },
    show: async (path) => (disk.files.has(path) ? PICTURE : null),
    async drop(path) {
      disk.files.delete(path)
    },
  }
}

async function open(...photos: (PhotoTaken | string)[]): Promise<FieldStage> {
  asked = []
  answers = photos
  const stage = await openFieldPage(Form)
  provide({ ...services(), camera: camera(stage) })
  return stage
}
const kept = ({ phone }: FieldStage) =>
  phone
    .engine()
    .photos()
    .map((photo) => [photo.caseId, photo.status.kind, photo.path.length > 0])

test('a photo is taken with the watermark, handed to the engine and said to be on the device', async () => {
  const stage = await open('门口')
  await stage.press('#photo-take')
  expect(asked).toEqual([watermark])
  expect(kept(stage)).toEqual([[caseId, 'kept', true]])
  expect(stage.text()).toContain('照片（可不拍） 1/6')
  expect(stage.text()).toContain('已存本机')
  expect(stage.find('.photo-image').getAttribute('src')).toBe(PICTURE)
})

test('without a camera the reason is said, and that saving goes on', async () => {
  const stage = await open({ kind: 'denied' }, { kind: 'failed' }, { kind: 'cancelled' })
  await stage.press('#photo-take')
  expect(stage.find('.alert').textContent).toContain('没有相机权限')
  expect(stage.find('.alert').textContent).toContain('不拍也能保存')
  await stage.press('#photo-take')
  expect(stage.find('.alert').textContent).toContain('没有拍成')
  await stage.press('#photo-take')
  expect(stage.has('.alert')).toBe(false)
  expect(kept(stage)).toEqual([])
})

test('six are the most, and the same picture counts once', async () => {
  const stage = await open('一', '一', '二', '三', '四', '五', '六')
  for (let n = 0; n < 2; n++) await stage.press('#photo-take')
  expect(stage.find('.alert').textContent).toBe('这张已经有了')
  for (let n = 0; n < 5; n++) await stage.press('#photo-take')
  expect(stage.text()).toContain('6/6')
  expect(stage.has('#photo-take')).toBe(false)
  expect(kept(stage)).toHaveLength(6)
})

test('a removed photo leaves the record, the engine and the device', async () => {
  const stage = await open('门口', '楼道')
  await stage.press('#photo-take')
  await stage.press('#photo-take')
  await stage.press('#photo-remove-0')
  expect(Taro.showModal).toHaveBeenCalled()
  expect(stage.text()).toContain('1/6')
  expect(kept(stage)).toHaveLength(1)
  expect(stage.disk.files.size).toBe(1)
})

test('no room on the device is said, and leaves no file behind', async () => {
  const stage = await open('门口')
  stage.disk.limit = 0
  await stage.press('#photo-take')
  expect(stage.find('.alert').textContent).toContain('手机存储已满')
  expect(stage.text()).toContain('0/6')
  expect(stage.disk.files.size).toBe(0)
})

describe('a photo in the thread of a case', () => {
  const sha256 = 'a'.repeat(64)
  const Thread = () => <PhotoView unit={unit} caseId={caseId} sha256={sha256} />
  const cloud = (answer: () => TransportResult, calls: object[] = []) => ({
    transport: {
      async call(_: string, body: object) {
        calls.push(body)
        return answer()
      },
    },
  })

  test('is shown from the address that the cloud gives, large at a tap', async () => {
    const calls: object[] = []
    const answer: TransportResult = { kind: 'answer', body: { url: '/media/x', expiresAt: 1_617_000_000_000 } }
    const stage = await openFieldPage(Thread, {
      before: () => provide({ ...services(), ...cloud(() => answer, calls) }),
    })
    expect(calls).toEqual([{ action: 'open', unit, caseId, sha256 }])
    expect(stage.find('.photo-image').getAttribute('src')).toBe('/media/x')
    const preview = jest.fn().mockResolvedValue({})
    Object.assign(Taro, { previewImage: preview })
    await stage.press('.photo-thumb')
    expect(preview).toHaveBeenCalledWith({ urls: ['/media/x'] })
  })

  test('that does not open says why, and is asked for again at a tap', async () => {
    const offline: TransportResult = { kind: 'not-sent' }
    const found: TransportResult = { kind: 'answer', body: { url: '/media/x', expiresAt: 1_617_000_000_000 } }
    const said = [offline, found]
    const stage = await openFieldPage(Thread, {
      before: () => provide({ ...services(), ...cloud(() => said.shift() ?? offline) }),
    })
    expect(stage.text()).toContain('没有网络')
    await stage.press('.photo-problem')
    expect(stage.find('.photo-image').getAttribute('src')).toBe('/media/x')
  })

  test('is one’s own from the device while the cloud has not got it', async () => {
    const stage = await openFieldPage(Thread, {
      before({ phone }) {
        const path = `photos/${sha256}`
        phone.disk.files.set(path, new Uint8Array(4))
        phone.engine().keepPhoto({ caseId, sha256, bytes: 4, path })
        provide({ ...services(), camera: camera({ disk: phone.disk }) })
      },
    })
    expect(stage.find('.photo-image').getAttribute('src')).toBe(PICTURE)
  })
})
