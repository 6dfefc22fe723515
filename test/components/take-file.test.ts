import Taro from '@tarojs/taro'
import { takeFile } from '../../src/components/take-file'

const url = 'https://bucket.example/_exports/qfy/1'

describe('on WeChat', () => {
  const before = process.env.TARO_ENV
  beforeEach(() => {
    process.env.TARO_ENV = 'weapp'
  })
  afterEach(() => {
    process.env.TARO_ENV = before
  })
  const wechat = (statusCode: number) => {
    const openDocument = jest.fn().mockResolvedValue({ errMsg: 'ok' })
    Object.assign(Taro, {
      downloadFile: jest.fn().mockResolvedValue({ tempFilePath: 'wxfile://tmp/1', statusCode }),
      openDocument,
    })
    return openDocument
  }

  it('a file is fetched and opened as what it is, with the menu that forwards it', async () => {
    const opened = wechat(200)
    expect(await takeFile(url, '记录.xlsx')).toBe(true)
    expect(opened).toHaveBeenLastCalledWith({ filePath: 'wxfile://tmp/1', fileType: 'xlsx', showMenu: true })
    expect(await takeFile(url, '报告.docx')).toBe(true)
    expect(opened).toHaveBeenLastCalledWith(expect.objectContaining({ fileType: 'docx' }))
  })

  it('an address that has run out opens nothing and says so', async () => {
    const opened = wechat(403)
    expect(await takeFile(url, '记录.xlsx')).toBe(false)
    expect(opened).not.toHaveBeenCalled()
  })

  it('a download that breaks says so', async () => {
    wechat(200)
    Object.assign(Taro, { downloadFile: jest.fn().mockRejectedValue({ errMsg: 'downloadFile:fail' }) })
    expect(await takeFile(url, '记录.xlsx')).toBe(false)
  })
})
