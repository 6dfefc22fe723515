import { writeDocx } from '#cloud/export/write-docx'
import { noticeCampaign } from '#domain/campaign'
import { itemsFor, scoreOf } from '#domain/evaluation'
import { evaluationDocument } from '#domain/evaluation-document'
import type { OperationId, StaffId, UnitId } from '#domain/ids'
import type { Measured } from '#domain/measure'
import { addFigures } from '#domain/report-figures'
import type { SummaryContent, SummarySource } from '#domain/summary'
import { summaryDocument } from '#domain/summary-document'
import { composeSummary } from '#domain/summary-narrative'
import type { LocalDate } from '#domain/time'
import { joined } from '../../support/chunks'
import { print } from '../../support/office'
import { watermark } from '../../support/sample-documents'

const plain = (text: string) => text.replace(/\s+/g, '')
const asOf = Date.parse('2021-07-10T18:00:00+08:00')
const units = Array.from({ length: 36 }, (_, nth) => ({
  id: `u${nth}` as UnitId,
  name: `${['青枫苑', '白鹭桥', '荷塘南', '悦溪苑'][nth % 4]}第${Math.floor(nth / 4) + 1}社区`,
  kind: 'community' as const,
}))

describe('the street’s 汇总 as it is printed', () => {
  const sources: readonly SummarySource[] = units.map((unit, nth) => ({
    unit,
    receipt: nth % 9 === 8 ? 'missing' : 'in-time',
    report:
      nth % 9 === 8
        ? null
        : {
            ...{ paperId: `p${nth}` as OperationId, version: 1, amendments: 0, hash: 'a'.repeat(64) },
            figures: { ...addFigures([]), minutes: 900 + nth, visits: 400, met: 210, adults: 260, leaflets: 310 },
          },
  }))
  const content: SummaryContent = {
    ...{ campaignId: 'c' as OperationId, kind: 'collected', version: 1, edits: 0, issued: null, narrative: null },
    ...{ due: '2021-04-14' as LocalDate, from: '2021-03-30' as LocalDate, to: '2021-04-14' as LocalDate },
    ...{ problems: '个别单位报送偏晚。', next: '对未报单位逐一提醒。' },
  }
  const document = summaryDocument({
    ...{ streetName: '唯亭街道', content },
    live: { sources, narrative: composeSummary(content, sources), asOf },
  })

  it('has a line for each unit over the pages, the header again on each, and totals that are their sums', async () => {
    const { pages } = await print('summary.docx', await joined(writeDocx(document, watermark)))
    const words = pages.map(plain)
    expect(words[0]).toContain('唯亭街道反诈宣传工作情况汇总')
    expect(words.filter((page) => page.includes('资料份')).length).toBeGreaterThan(1)
    for (const { name } of units) expect(words.join('')).toContain(name)
    const minutes = sources.reduce((sum, { report }) => sum + (report?.figures.minutes ?? 0), 0)
    expect(words.join('')).toContain(`合计${minutes}`)
    expect(words.join('')).toContain('三、存在问题')
  })
})

describe('the evaluation as it is printed', () => {
  const items = itemsFor(noticeCampaign, 'community')
  const share = (part: number, whole: number): Measured => ({ kind: 'counted', as: 'percent', part, whole, pending: 0 })
  const scored = units.map((unit, nth) =>
    scoreOf(
      unit,
      items,
      new Map([
        ['cases-down', share(nth, 60)],
        ['loss-down', { kind: 'none', why: 'base-zero', pending: 0 }],
        ['coverage', share(60 + nth, 100)],
        ['days-met', share(90, 107)],
        ['reports-in-time', share(6, 7)],
        ['findings-mended', { kind: 'none', why: 'nothing-found', pending: 0 }],
      ]),
      [{ unitId: unit.id, item: 'loss', tenths: 100, reason: '基期为0，按发案情况评定', at: asOf, by: '吴专班' }],
    ),
  )
  const issued = {
    ...{ version: 1, units: scored, issuedAt: asOf, seq: 9, hash: 'b'.repeat(64) },
    issuedBy: { id: 's1' as StaffId, name: '吴专班' },
  }

  it('is a table that adds up line by line, reasons for what was set by hand, and the street’s name under it', async () => {
    const document = evaluationDocument({
      ...{ streetName: '唯亭街道', issued, live: { units: scored, asOf } },
      campaign: { name: noticeCampaign.name, ...noticeCampaign.evaluation },
    })
    const { pages } = await print('evaluation.docx', await joined(writeDocx(document, watermark)))
    const words = pages.map(plain).join('')
    for (const { unit, lines, tenths } of scored) {
      const cells = lines.map((line) => ((line.tenths ?? Number.NaN) / 10).toFixed(1)).join('')
      expect(words).toContain(`${unit.name}${cells}${(tenths / 10).toFixed(1)}`)
      expect(tenths).toBe(lines.reduce((sum, line) => sum + (line.tenths ?? 0), 0))
    }
    expect(words).toContain('街道评定的分数')
    expect(plain(pages[pages.length - 1] ?? '')).toContain('唯亭街道2021年7月10日')
  })
})
