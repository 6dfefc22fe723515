import type { Milliseconds } from '#domain/time'

export interface Clock {
  /** ms since 1970. */
  now(): Milliseconds
}

export interface Random {
  /** Cryptographically strong. */
  bytes(count: number): Uint8Array
}
