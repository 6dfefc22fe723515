import { numbered } from '#domain/document/numbering'
import type { OfficialDocument } from '#domain/document/official-document'
import { type Watermark, watermarkText } from '#domain/document/watermark'
import { closingXml } from './docx-closing'
import { paragraphsXml, paragraphXml, run, titleXml } from './docx-parts'
import { fontTableXml, page, stylesXml, wordprocessing } from './docx-styles'
import { tableXml } from './docx-table'
import { contentTypes, coreProperties, coreRelation, officeDocument, relationships, XML_HEAD } from './xml'
import { zipChunks } from './zip-chunks'

/** The document as .docx in the form of GB/T 9704-2012, the watermark above every page. The same document gives the same bytes. */
export function writeDocx(document: OfficialDocument, watermark: Watermark): AsyncIterable<Uint8Array> {
  const word = 'officedocument.wordprocessingml'
  return zipChunks(
    [
      {
        path: '[Content_Types].xml',
        text: contentTypes({
          'docProps/core.xml': 'package.core-properties',
          'word/document.xml': `${word}.document.main`,
          'word/styles.xml': `${word}.styles`,
          'word/settings.xml': `${word}.settings`,
          'word/fontTable.xml': `${word}.fontTable`,
          'word/header1.xml': `${word}.header`,
          'word/footer1.xml': `${word}.footer`,
          'word/footer2.xml': `${word}.footer`,
        }),
      },
      {
        path: '_rels/.rels',
        text: relationships([{ id: 'document', type: 'officeDocument', target: 'word/document.xml' }, coreRelation]),
      },
      { path: 'docProps/core.xml', text: coreProperties(document.title, watermark) },
      { path: 'word/document.xml', text: documentXml(document) },
      {
        path: 'word/_rels/document.xml.rels',
        text: relationships([
          { id: 'styles', type: 'styles', target: 'styles.xml' },
          { id: 'settings', type: 'settings', target: 'settings.xml' },
          { id: 'fonts', type: 'fontTable', target: 'fontTable.xml' },
          { id: 'header', type: 'header', target: 'header1.xml' },
          { id: 'odd', type: 'footer', target: 'footer1.xml' },
          { id: 'even', type: 'footer', target: 'footer2.xml' },
        ]),
      },
      { path: 'word/styles.xml', text: stylesXml },
      { path: 'word/settings.xml', text: settingsXml },
      { path: 'word/fontTable.xml', text: fontTableXml },
      { path: 'word/header1.xml', text: part('hdr', paragraphXml('Mark', watermarkText(watermark))) },
      { path: 'word/footer1.xml', text: part('ftr', pageNumber('PageOdd')) },
      { path: 'word/footer2.xml', text: part('ftr', pageNumber('PageEven')) },
    ],
    watermark.at,
  )
}

function documentXml(document: OfficialDocument): string {
  const { title, addressee, blocks } = document
  const body = numbered(blocks).map((block, index) => {
    switch (block.kind) {
      case 'heading':
        return paragraphXml(`Heading${block.level}`, `${block.number}${block.text}`)
      case 'paragraph':
        // What is signed stands on the page of its signature.
        return paragraphsXml('Body', block.text, index === blocks.length - 1 ? '<w:keepNext/>' : '')
      case 'table':
        return tableXml(block)
      default:
        return block satisfies never
    }
  })
  const sizes = `<w:pgSz w:w="${page.width}" w:h="${page.height}"/><w:pgMar w:top="${page.top}" w:right="${page.right}" w:bottom="${page.bottom}" w:left="${page.left}" w:header="${page.header}" w:footer="${page.footer}" w:gutter="0"/>`
  const references =
    '<w:headerReference w:type="default" r:id="header"/><w:headerReference w:type="even" r:id="header"/><w:footerReference w:type="default" r:id="odd"/><w:footerReference w:type="even" r:id="even"/>'
  return part(
    'document',
    [
      '<w:body>',
      titleXml(title),
      addressee === null ? '' : paragraphXml('Addressee', `${addressee}：`),
      ...body,
      closingXml(document),
      `<w:sectPr>${references}${sizes}</w:sectPr></w:body>`,
    ].join(''),
  )
}

/** `— 1 —`, odd pages on the right and even ones on the left (7.5). */
function pageNumber(style: 'PageOdd' | 'PageEven'): string {
  const field = `<w:fldSimple w:instr=" PAGE ">${run('1')}</w:fldSimple>`
  return `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${run('— ')}${field}${run(' —')}</w:p>`
}

const settingsXml = `${XML_HEAD}<w:settings xmlns:w="${wordprocessing}"><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`

function part(name: 'document' | 'hdr' | 'ftr', content: string): string {
  return `${XML_HEAD}<w:${name} xmlns:w="${wordprocessing}" xmlns:r="${officeDocument}">${content}</w:${name}>`
}
