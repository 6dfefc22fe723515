import { type Watermark, watermarkText } from '#domain/document/watermark'
import type { Sheet, Workbook } from '#domain/document/workbook'
import { formats, rowWriter, wordsXml } from './xlsx-cells'
import { spreadsheet, stylesXml } from './xlsx-styles'
import { contentTypes, coreProperties, coreRelation, escapeXml, officeDocument, relationships, XML_HEAD } from './xml'
import { zipChunks } from './zip-chunks'

/** What Excel opens; whoever hands more rows over has not counted them before. */
const MOST_ROWS = 1_048_576

/** Characters of XML that are packed at a time. */
const PART = 64 * 1024

/**
 * The workbook as .xlsx, made while it is read: rows in, chunks out, neither of them kept. The watermark stands on every printed page and
 * below the last row of every sheet.
 */
export function writeXlsx(workbook: Workbook, watermark: Watermark): AsyncIterable<Uint8Array> {
  const { title, sheets } = workbook
  const path = (index: number) => `worksheets/sheet${index + 1}.xml`
  return zipChunks(
    [
      {
        path: '[Content_Types].xml',
        text: contentTypes({
          'docProps/core.xml': 'package.core-properties',
          'xl/workbook.xml': 'officedocument.spreadsheetml.sheet.main',
          'xl/styles.xml': 'officedocument.spreadsheetml.styles',
          ...Object.fromEntries(
            sheets.map((_, index) => [`xl/${path(index)}`, 'officedocument.spreadsheetml.worksheet']),
          ),
        }),
      },
      {
        path: '_rels/.rels',
        text: relationships([{ id: 'workbook', type: 'officeDocument', target: 'xl/workbook.xml' }, coreRelation]),
      },
      { path: 'docProps/core.xml', text: coreProperties(title, watermark) },
      { path: 'xl/workbook.xml', text: workbookXml(sheets) },
      {
        path: 'xl/_rels/workbook.xml.rels',
        text: relationships([
          ...sheets.map((_, index) => ({ id: `sheet${index + 1}`, type: 'worksheet', target: path(index) })),
          { id: 'styles', type: 'styles', target: 'styles.xml' },
        ]),
      },
      { path: 'xl/styles.xml', text: stylesXml },
      ...sheets
        .map((sheet, index) => ({
          path: `xl/${path(index)}`,
          text: sheetXml(sheet, index === 0, watermarkText(watermark)),
        }))
        .reverse(),
    ],
    watermark.at,
  )
}

function workbookXml(sheets: readonly Sheet[]): string {
  const named = sheets.map(
    ({ name }, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="sheet${index + 1}"/>`,
  )
  // The header row again on every printed page.
  const titles = sheets.map(
    ({ name }, index) =>
      `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">'${escapeXml(name.replaceAll("'", "''"))}'!$1:$1</definedName>`,
  )
  return `${XML_HEAD}<workbook xmlns="${spreadsheet}" xmlns:r="${officeDocument}"><sheets>${named.join('')}</sheets><definedNames>${titles.join('')}</definedNames></workbook>`
}

/** In parts, so that what is done for each of them is done a few times a page and not for each row. */
async function* sheetXml({ columns, rows, notes }: Sheet, shown: boolean, watermark: string): AsyncGenerator<string> {
  const widths = columns.map(
    ({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  )
  let part = `${XML_HEAD}<worksheet xmlns="${spreadsheet}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView${shown ? ' tabSelected="1"' : ''} workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="16"/><cols>${widths.join('')}</cols><sheetData>`
  let number = 1
  part += wordsXml(
    number,
    columns.map(({ header }) => header),
    formats.header,
  )
  const rowXml = rowWriter(columns)
  for await (const page of Symbol.iterator in rows ? [rows] : rows)
    for (const row of page) {
      number += 1
      // Room for the lines below.
      if (number + notes.length + 2 > MOST_ROWS) throw new Error(`More than ${MOST_ROWS} rows in a sheet`)
      part += rowXml(number, row)
      if (part.length < PART) continue
      yield part
      part = ''
    }
  number += 1
  for (const line of [...notes, watermark]) {
    number += 1
    part += wordsXml(number, [line], formats.note)
  }
  yield `${part}</sheetData><pageMargins left="0.5" right="0.5" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/><headerFooter><oddHeader>&amp;R${headerText(watermark)}</oddHeader><oddFooter>&amp;C— &amp;P —</oddFooter></headerFooter></worksheet>`
}

/** `&` begins a command there. A digit right after one would belong to it, so a space stands before. */
function headerText(words: string): string {
  return ` ${escapeXml(words.slice(0, 200).replaceAll('&', '&&'))}`
}
