import { writeDocx } from '#cloud/export/write-docx'
import { writeXlsx } from '#cloud/export/write-xlsx'
import { joined } from '../../support/chunks'
import { type Printed, print } from '../../support/office'
import { report, watermark, workbook } from '../../support/sample-documents'

const MARK = '青枫苑社区 陆书记（QFY001）2021-04-14 17:30 导出'
/** Spaces between Chinese and Latin letters are the printer's. */
const plain = (text: string) => text.replace(/[ \t]+/g, '')

describe('a report as it is printed', () => {
  let printed: Printed
  const words = () => plain(printed.pages.join('\n'))
  beforeAll(async () => {
    printed = await print('report.docx', await joined(writeDocx(report, watermark)))
  })

  it('begins with title and addressee, its headings numbered', () => {
    const [first = ''] = printed.pages
    const order = [
      '反诈宣传工作情况的报告',
      '领导小组：',
      '一、工作开展情况',
      '（一）入户走访',
      '1.小区走访',
      '（1）未走访户',
    ]
    const places = order.map((part) => plain(first).indexOf(part))
    expect(places.every((place, index) => place > (places[index - 1] ?? -1))).toBe(true)
    expect(words()).toContain('三、下一步打算')
  })

  it('has its watermark and its page number on every page, odd ones right and even ones left', () => {
    expect(printed.pages.length).toBeGreaterThan(2)
    printed.pages.forEach((page, index) => {
      expect(plain(page)).toContain(plain(MARK))
      const number = page.split('\n').find((line) => plain(line) === `—${index + 1}—`) ?? ''
      expect(number).not.toBe('')
      expect(number.length > 40).toBe(index % 2 === 0)
    })
  })

  it('repeats the header of a table that goes over the page, and ends it with its totals', () => {
    const pages = printed.pages.filter((page) => /青枫苑 ?\d+ ?幢/.test(page))
    expect(pages.length).toBeGreaterThan(1)
    for (const page of pages) expect(plain(page)).toContain('楼栋户数走访户数见面率')
    expect(words()).toContain('合计3840238048.2%')
    expect(words()).toContain('青枫苑1幢9640—')
  })

  it('closes with attachments, signature, date and up to when it is complete, on a page with words of the text', () => {
    const last = plain(printed.pages[printed.pages.length - 1] ?? '')
    for (const part of [
      '继续利用晚间时段补访。',
      '附件：1.走访记录汇总表',
      '2.宣传活动明细表',
      '青枫苑社区居民委员会',
      '2021年4月14日',
    ])
      expect(last).toContain(part)
    expect(last.replaceAll('\n', '')).toContain('（数据截至2021-04-1417:30，尚未送达：周敏2条、顾晓芸1条）')
  })
})

describe('a workbook as it is printed', () => {
  it('has header, watermark and page number on every page, and each value as a person writes it', async () => {
    const { pages } = await print('workbook.xlsx', await joined(writeXlsx(workbook(), watermark)))
    expect(pages.length).toBeGreaterThan(2)
    pages.forEach((page, index) => {
      expect(plain(page)).toContain(plain(MARK))
      expect(plain(page)).toContain(`—${index + 1}—`)
    })
    expect(plain(pages[0] ?? '')).toContain('走访12025.6%2021-03-30')
    for (const page of pages.slice(1)) expect(plain(page)).toContain('时间地点备注')
    expect(plain(pages[1] ?? '')).toContain('2021-04-1417:30青枫苑1幢1单元101=HYPERLINK("http://example.com";"1")')
  })
})
