import { Buffer } from 'node:buffer'

const MB = 1024 * 1024

/** What survives when WeChat ends the program: boot another one with the same device to see what it finds. */
export interface Device {
  readonly storage: KeyValueStorage
  readonly files: Map<string, Buffer>
}

export function newDevice(): Device {
  return { storage: new KeyValueStorage(), files: new Map() }
}

/** WeChat's storage with its limits: 1 MB a key, 10 MB in all, values copied in and out. */
export class KeyValueStorage {
  static readonly keyLimit = MB
  static readonly limit = 10 * MB
  private readonly entries = new Map<string, string>()

  get(key: string): unknown {
    const stored = this.entries.get(key)
    return stored === undefined ? '' : JSON.parse(stored)
  }

  has(key: string): boolean {
    return this.entries.has(key)
  }

  /** Throws what the platform throws; the caller names itself, as setStorage or setStorageSync. */
  set(key: string, value: unknown, caller: string): void {
    const stored = JSON.stringify(value ?? null)
    if (Buffer.byteLength(stored) > KeyValueStorage.keyLimit) throw new Error(`${caller}:fail:entry size limit reached`)
    const others = this.size() - this.sizeOf(key)
    if (others + Buffer.byteLength(key) + Buffer.byteLength(stored) > KeyValueStorage.limit) {
      throw new Error(`${caller}:fail exceed storage max size 10Mb`)
    }
    this.entries.set(key, stored)
  }

  remove(key: string): void {
    this.entries.delete(key)
  }

  clear(): void {
    this.entries.clear()
  }

  /** Sizes in KB, as wx.getStorageInfo gives them. */
  info(): { keys: string[]; currentSize: number; limitSize: number } {
    return {
      keys: [...this.entries.keys()],
      currentSize: Math.ceil(this.size() / 1024),
      limitSize: KeyValueStorage.limit / 1024,
    }
  }

  private size(): number {
    let bytes = 0
    for (const key of this.entries.keys()) bytes += this.sizeOf(key)
    return bytes
  }

  private sizeOf(key: string): number {
    const stored = this.entries.get(key)
    return stored === undefined ? 0 : Buffer.byteLength(key) + Buffer.byteLength(stored)
  }
}
