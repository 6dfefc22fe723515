/** Takes from a stream what was asked for, however it was cut in pieces. */
export interface ByteReader {
  /** Undefined: the stream ends before. */
  take(count: number): Promise<Buffer | undefined>
  atEnd(): Promise<boolean>
}

export function byteReader(source: AsyncIterable<Uint8Array>): ByteReader {
  const pieces = source[Symbol.asyncIterator]()
  let held: Uint8Array[] = []
  let size = 0
  const more = async (): Promise<boolean> => {
    const next = await pieces.next()
    if (next.done) return false
    held.push(next.value)
    size += next.value.length
    return true
  }
  return {
    async take(count) {
      while (size < count) if (!(await more())) return undefined
      const all = Buffer.concat(held)
      held = [all.subarray(count)]
      size -= count
      return all.subarray(0, count)
    },
    async atEnd() {
      while (size === 0) if (!(await more())) return true
      return false
    },
  }
}
