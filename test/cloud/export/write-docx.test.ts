import { strFromU8, unzipSync } from 'fflate'
import { writeDocx } from '#cloud/export/write-docx'
import type { OfficialDocument } from '#domain/document/official-document'
import { joined } from '../../support/chunks'
import { report, watermark } from '../../support/sample-documents'

async function parts(document: OfficialDocument): Promise<(path: string) => string> {
  const files = unzipSync(await joined(writeDocx(document, watermark)))
  return (path) => strFromU8(files[path] ?? new Uint8Array())
}

const plain = (xml: string) => xml.replace(/<\/w:p>/g, '\n').replace(/<[^>]+>/g, '')

describe('a document', () => {
  it('names for each face what stands in where it is not installed', async () => {
    const fonts = (await parts(report))('word/fontTable.xml')
    expect(fonts).toContain('w:name="方正小标宋简体"><w:altName w:val="小标宋,')
    expect(fonts).toContain('w:name="仿宋_GB2312"><w:altName w:val="仿宋,')
  })

  it('says on every page whose copy it is', async () => {
    const part = await parts(report)
    expect(plain(part('word/header1.xml'))).toContain('青枫苑社区 陆书记（QFY001）2021-04-14 17:30 导出')
    expect(part('docProps/core.xml')).toContain('青枫苑社区 陆书记（QFY001）2021-04-14 17:30 导出</dc:description>')
    for (const type of ['default', 'even'])
      expect(part('word/document.xml')).toContain(`<w:headerReference w:type="${type}" r:id="header"/>`)
  })

  it('that nobody has signed says so in place of the signature', async () => {
    const words = plain((await parts({ ...report, signedBy: null, date: null }))('word/document.xml'))
    expect(words).toContain('（草稿，尚未签发）')
    expect(words).not.toContain('2021年4月14日\n')
  })

  it('says up to when its figures are complete, and who has not sent everything', async () => {
    const of = async (waiting: readonly string[]) =>
      plain((await parts({ ...report, completeness: { asOf: watermark.at, waiting } }))('word/document.xml'))
    expect(await of(['周敏 2 条'])).toContain('（数据截至 2021-04-14 17:30，尚未送达：周敏 2 条）')
    expect(await of([])).toContain('（数据截至 2021-04-14 17:30，所有手机的记录均已送达）')
    expect(plain((await parts({ ...report, completeness: null }))('word/document.xml'))).not.toContain('数据截至')
  })

  it('of the same content has the same bytes', async () => {
    const [one, other] = [await joined(writeDocx(report, watermark)), await joined(writeDocx(report, watermark))]
    expect(Buffer.compare(one, other)).toBe(0)
  })

  it('takes what is written as words, never as tags', async () => {
    const part = await parts({ ...report, title: '<w:p>&"', addressee: null })
    expect(part('word/document.xml')).toContain('&lt;w:p&gt;&amp;&quot;')
    expect(part('docProps/core.xml')).toContain('<dc:title>&lt;w:p&gt;&amp;&quot;</dc:title>')
  })
})
