import { documentDate } from '#domain/document/dates'
import { attachmentLines, chineseNumber, numbered } from '#domain/document/numbering'
import { cellText, heading, numberColumn, paragraph, table, textColumn } from '#domain/document/official-document'
import { watermarkText } from '#domain/document/watermark'
import type { LocalDate } from '#domain/time'

const numbers = (blocks: Parameters<typeof numbered>[0]) =>
  numbered(blocks).map((block) => (block.kind === 'heading' ? `${block.number}${block.text}` : block.kind))

describe('headings', () => {
  it('are numbered 一、（一）1. （1）and count anew under each heading above', () => {
    expect(
      numbers([
        heading(1, '甲'),
        heading(2, '乙'),
        paragraph('……'),
        heading(2, '丙'),
        heading(3, '丁'),
        heading(4, '戊'),
        heading(4, '己'),
        heading(1, '庚'),
        heading(2, '辛'),
        heading(3, '壬'),
      ]),
    ).toEqual([
      '一、甲',
      '（一）乙',
      'paragraph',
      '（二）丙',
      '1. 丁',
      '（1）戊',
      '（2）己',
      '二、庚',
      '（一）辛',
      '1. 壬',
    ])
  })

  it('of a level that follows a skipped one still count anew', () => {
    expect(numbers([heading(1, '甲'), heading(3, '乙'), heading(1, '丙'), heading(3, '丁')])).toEqual([
      '一、甲',
      '1. 乙',
      '二、丙',
      '1. 丁',
    ])
  })

  it('count as Chinese does', () => {
    expect([1, 9, 10, 11, 20, 21, 99].map(chineseNumber)).toEqual([
      '一',
      '九',
      '十',
      '十一',
      '二十',
      '二十一',
      '九十九',
    ])
    expect(() => chineseNumber(100)).toThrow('100')
  })
})

describe('a table', () => {
  const columns = [textColumn('楼栋'), numberColumn('压降率', { decimals: 1, suffix: '%' })]

  it('refuses a row or totals that do not fit its columns', () => {
    expect(() => table(columns, [['3幢']])).toThrow('1 cells under 2 columns')
    expect(() => table(columns, [], { totals: ['合计', 1, 2] })).toThrow('3 cells under 2 columns')
  })

  it('prints a number with its digits and suffix, and what is not known as a dash, never as 0', () => {
    const [words, rate] = columns
    if (!words || !rate) throw new Error('two columns')
    expect([cellText('3幢', words), cellText(25, rate), cellText(0, rate), cellText(null, rate)]).toEqual([
      '3幢',
      '25.0%',
      '0.0%',
      '—',
    ])
    expect(cellText('基期为0', rate)).toBe('基期为0')
  })
})

test('one attachment stands without a number, several are numbered and named once', () => {
  expect(attachmentLines(['记录表'])).toEqual([{ lead: '附件：', text: '记录表' }])
  expect(attachmentLines(['记录表', '台账'])).toEqual([
    { lead: '附件：', text: '1. 记录表' },
    { lead: '', text: '2. 台账' },
  ])
})

test('a document is dated in figures without leading zeros', () => {
  expect(documentDate('2021-04-09' as LocalDate)).toBe('2021年4月9日')
})

test('a watermark says whose copy it is and when it was taken, by Shanghai’s clock', () => {
  const at = Date.parse('2021-03-29T23:59:30+08:00')
  expect(watermarkText({ unit: '青枫苑社区', name: '陆书记', number: 'QFY001', at })).toBe(
    '青枫苑社区 陆书记（QFY001）2021-03-29 23:59 导出',
  )
})
