import { type Watermark, watermarkText } from '#domain/document/watermark'

const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Half of a surrogate pair is looked for as a whole one too: what has an emoji goes the long way. */
const special = /[^\t\n\r !#-%'-;=?-\uD7FF\uE000-\uFFFD]/

/**
 * Text inside an element or an attribute. What XML 1.0 cannot hold (control characters, half of a surrogate pair) becomes `�`: a file
 * that one pasted character keeps from opening would be worse.
 */
export function escapeXml(text: string): string {
  if (!special.test(text)) return text
  return text
    .replace(/[&<>"]/g, (sign) => named[sign] ?? sign)
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}')
}

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

export const officeDocument = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'

/** `[Content_Types].xml`: what each part is, by its path. */
export function contentTypes(parts: Readonly<Record<string, string>>): string {
  const overrides = Object.entries(parts).map(
    ([path, type]) => `<Override PartName="/${path}" ContentType="application/vnd.openxmlformats-${type}+xml"/>`,
  )
  return `${XML_HEAD}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`
}

export interface Relation {
  readonly id: string
  /** A whole address, or the last word of one in `officeDocument`. */
  readonly type: string
  readonly target: string
}

export function relationships(relations: readonly Relation[]): string {
  const lines = relations.map(({ id, type, target }) => {
    const address = type.includes('/') ? type : `${officeDocument}/${type}`
    return `<Relationship Id="${id}" Type="${address}" Target="${target}"/>`
  })
  return `${XML_HEAD}<Relationships xmlns="${packages}/relationships">${lines.join('')}</Relationships>`
}

/** The part that names the document, and the relation that leads to it. */
export const coreRelation: Relation = {
  id: 'core',
  type: `${packages}/relationships/metadata/core-properties`,
  target: 'docProps/core.xml',
}

/** Who took the file out and when stands in its properties too, which a copy keeps that was printed to another format. */
export function coreProperties(title: string, watermark: Watermark): string {
  const { unit, at } = watermark
  const created = new Date(at).toISOString().replace(/\.\d{3}/, '')
  return `${XML_HEAD}<cp:coreProperties xmlns:cp="${packages}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapeXml(title)}</dc:title><dc:creator>${escapeXml(unit)}</dc:creator><dc:description>${escapeXml(watermarkText(watermark))}</dc:description><dcterms:created xsi:type="dcterms:W3CDTF">${created}</dcterms:created></cp:coreProperties>`
}
