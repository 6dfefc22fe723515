import { readXml } from './read-xml'

export interface Book {
  /** In the order of their tabs. */
  readonly sheets: readonly { readonly name: string; readonly file: string }[]
  readonly from1904: boolean
}

export function bookOf(files: ReadonlyMap<string, Uint8Array>): Book {
  const targets = new Map<string, string>()
  readXml(files.get('xl/_rels/workbook.xml.rels'), {
    open(tag, { Id, Target }) {
      if (tag === 'Relationship' && Id !== undefined && Target !== undefined) targets.set(Id, pathOf(Target))
    },
  })
  const sheets: { name: string; file: string }[] = []
  let from1904 = false
  readXml(files.get('xl/workbook.xml'), {
    open(tag, attributes) {
      if (tag === 'workbookPr') from1904 = /^(1|true)$/.test(attributes.date1904 ?? '')
      const file = tag === 'sheet' ? targets.get(attributes['r:id'] ?? '') : undefined
      // A chart has a tab of its own, and no cells.
      if (file !== undefined && files.has(file)) sheets.push({ name: attributes.name ?? '', file })
    },
  })
  return { sheets, from1904 }
}

/** Relative to the workbook, or from the package's root. */
function pathOf(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`
}
