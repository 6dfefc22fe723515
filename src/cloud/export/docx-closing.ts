import { documentDate, minuteText } from '#domain/document/dates'
import { attachmentLines } from '#domain/document/numbering'
import type { OfficialDocument } from '#domain/document/official-document'
import { paragraphXml } from './docx-parts'

/** What stands below the text: attachments, signature and date, and up to when the figures are complete. */
export function closingXml(document: OfficialDocument): string {
  return [...attachments(document), ...signature(document), ...note(document)].join('')
}

/** A line below the text, two letters in; the names stand below each other (7.3.4). */
function attachments({ attachments }: OfficialDocument): readonly string[] {
  return attachmentLines(attachments).map(({ lead, text }) =>
    lead === ''
      ? paragraphXml('Attachment', text)
      : paragraphXml('Attachment', `${lead}${text}`, `${BLANK_LINE}${indent({ left: 5, hanging: 3 })}`),
  )
}

/** The form with a seal (7.3.5.1): the date four letters from the right, the unit centred above it, and room for the seal. */
function signature({ signedBy, date, completeness }: OfficialDocument): readonly string[] {
  if (signedBy === null || date === null) return [paragraphXml('Signature', '（草稿，尚未签发）', BLANK_LINE)]
  const day = documentDate(date)
  const right = Math.max(0, 4 + (lettersOf(day) - lettersOf(signedBy)) / 2)
  return [
    paragraphXml('Signature', signedBy, `${TWO_BLANK_LINES}${indent({ right })}`),
    paragraphXml('Signature', day, `${completeness === null ? LAST : ''}${indent({ right: 4 })}`),
  ]
}

/** 附注, in round brackets below the date (7.3.8). */
function note({ completeness }: OfficialDocument): readonly string[] {
  if (completeness === null) return []
  const { asOf, waiting } = completeness
  const rest = waiting.length === 0 ? '所有手机的记录均已送达' : `尚未送达：${waiting.join('、')}`
  return [paragraphXml('Note', `（数据截至 ${minuteText(asOf)}，${rest}）`)]
}

/** Everything above keeps to what comes next, so that no signature stands on a page without text. */
const LAST = '<w:keepNext w:val="0"/>'
const BLANK_LINE = '<w:spacing w:before="560" w:line="560" w:lineRule="exact"/>'
const TWO_BLANK_LINES = '<w:spacing w:before="1120" w:line="560" w:lineRule="exact"/>'

/** In letters of the text, 16 points wide: once as such, and once as a length for readers that know only lengths. */
function indent(letters: Readonly<Partial<Record<'left' | 'right' | 'hanging', number>>>): string {
  const sides = Object.entries(letters).map(
    ([side, count]) => `w:${side}Chars="${Math.round(count * 100)}" w:${side}="${Math.round(count * 320)}"`,
  )
  return `<w:ind ${sides.join(' ')}/>`
}

/** Figures and Latin letters are half as wide. */
function lettersOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter < '\u{100}' ? 0.5 : 1), 0)
}
