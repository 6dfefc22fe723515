import { SaxesParser } from 'saxes'

export type Attributes = Readonly<Record<string, string>>

/** What an XML file says, in its order. */
interface Listener {
  open(tag: string, attributes: Attributes): void
  text?(text: string): void
  close?(tag: string): void
}

/** Strict: what is not well-formed throws, as does an entity that XML itself does not know. Nothing is fetched. */
export function readXml(bytes: Uint8Array | undefined, { open, text, close }: Listener): void {
  if (bytes === undefined) return
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => open(name, attributes))
  if (text !== undefined) {
    parser.on('text', text)
    parser.on('cdata', text)
  }
  if (close !== undefined) parser.on('closetag', ({ name }) => close(name))
  parser.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()).close()
}
