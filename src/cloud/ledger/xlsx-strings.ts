import { readXml } from './read-xml'

/** Characters that XML can't hold are written as `_x000D_` (ECMA-376 part 1, 22.9.2.19). */
export function plainText(written: string): string {
  return written.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

/** Texts that cells name by their place. A rich one is the sum of its runs; how it is read aloud (`rPh`) is no part of it. */
export function sharedStrings(bytes: Uint8Array | undefined): readonly string[] {
  const texts: string[] = []
  let text = ''
  let inText = false
  let aloud = 0
  readXml(bytes, {
    open(tag) {
      if (tag === 'si') text = ''
      if (tag === 'rPh') aloud++
      inText = tag === 't' && aloud === 0
    },
    text(part) {
      if (inText) text += part
    },
    close(tag) {
      if (tag === 'si') texts.push(plainText(text))
      if (tag === 'rPh') aloud--
      inText = false
    },
  })
  return texts
}
