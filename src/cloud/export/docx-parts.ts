import type { StyleName } from './docx-styles'
import { escapeXml } from './xml'

/** Letters that both scripts have, such as quotation marks, take the Chinese face. */
const RUN = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'

export function run(text: string): string {
  return `<w:r>${RUN}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`
}

/** `own` goes into `w:pPr`, over what the style says. */
export function paragraphXml(style: StyleName, text: string, own = ''): string {
  return `<w:p><w:pPr><w:pStyle w:val="${style}"/>${own}</w:pPr>${text === '' ? '' : run(text)}</w:p>`
}

/** A line break in a text begins a new paragraph. */
export function paragraphsXml(style: StyleName, text: string, own = ''): string {
  return linesOf(text)
    .map((line) => paragraphXml(style, line, own))
    .join('')
}

/** A title is broken where its words allow (7.3.1), and stays one paragraph. */
export function titleXml(text: string): string {
  const lines = linesOf(text).map(run).join('<w:r><w:br/></w:r>')
  return `<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>${lines}</w:p>`
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).map((line) => line.trim())
}
