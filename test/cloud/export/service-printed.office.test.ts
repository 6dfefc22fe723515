import { writeDocx } from '#cloud/export/write-docx'
import { serviceDocument } from '#domain/service-document'
import type { ServiceDay } from '#domain/service-record'
import { addDays, type LocalDate } from '#domain/time'
import { joined } from '../../support/chunks'
import { print } from '../../support/office'
import { watermark } from '../../support/sample-documents'

const first = '2021-03-26' as LocalDate
const day = (index: number): ServiceDay => ({
  day: addDays(first, index),
  minutes: 61,
  outings: 2,
  visits: 18,
  met: 7,
  leaflets: 20,
  activities: 0,
  dissuasions: index % 7 === 0 ? 1 : 0,
})
const certificate = (days: number) =>
  serviceDocument({
    unitName: '青枫苑社区',
    person: { name: '王芳', number: 'QFY009', role: 'volunteer' },
    span: { from: first, to: addDays(first, days - 1) },
    days: Array.from({ length: days }, (_, index) => day(index)),
    pending: 0,
    asOf: Date.parse('2021-04-30T09:00:00+08:00'),
    certified: true,
  })
const plain = (text: string) => text.replace(/\s+/g, '')
const printed = async (name: string, days: number) =>
  (await print(name, await joined(writeDocx(certificate(days), watermark)))).pages.map(plain)

describe('a certificate of service as it is printed', () => {
  it('of a week is one or two pages, with the hours, the sum and the unit’s name', async () => {
    const pages = await printed('service.docx', 7)
    expect(pages.length).toBeLessThanOrEqual(2)
    const words = pages.join('')
    expect(words).toContain('王芳（工号QFY009）于2021年3月26日至2021年4月1日在青枫苑社区参加反诈宣传志愿服务')
    expect(words).toContain('累计7小时07分（427分钟）')
    expect(words).toContain('合计427141264914001')
    expect(pages[pages.length - 1]).toMatch(/特此证明。青枫苑社区2021年4月30日/)
  })

  it('of a month goes over the page with its header, its days each in one line', async () => {
    const pages = await printed('service-month.docx', 31)
    const withDays = pages.filter((page) => page.includes('2021年4月'))
    expect(withDays.length).toBeGreaterThan(1)
    expect(pages.filter((page) => page.includes('日期分钟外出走访见面资料活动劝阻')).length).toBeGreaterThan(1)
    expect(pages.join('')).toContain('2021年3月27日6121872000')
    expect(pages[pages.length - 1]).toContain('特此证明。')
  })
})
