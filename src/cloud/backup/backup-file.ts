import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { hasCode } from '#cloud/db/errors'
import type { Random } from '#cloud/world'
import { seal, unseal } from './seal-stream'

/** Writes what `make` says, compressed and sealed; under its name only once it is whole. What it says is waited for by the disk. */
export async function writeBackup<Told>(
  file: string,
  secret: string,
  random: Random,
  make: (write: (bytes: Uint8Array) => Promise<void>) => Promise<Told>,
): Promise<Told> {
  const unfinished = `${file}.part`
  const plain = new PassThrough()
  const written = pipeline(
    plain,
    createGzip(),
    (packed: AsyncIterable<Uint8Array>) => seal(packed, secret, random),
    createWriteStream(unfinished, { flags: 'w', mode: 0o600 }),
  )
  // Heard below; until then its failure is nobody's.
  written.catch(() => {})
  try {
    const told = await make(
      (bytes) =>
        new Promise((resolve, reject) => {
          plain.write(bytes, (error) => (error ? reject(error) : resolve()))
        }),
    )
    plain.end()
    await written
    await rename(unfinished, file)
    return told
  } catch (error) {
    plain.destroy()
    // A full disk ends the stream, and whoever still writes to it hears of the stream alone.
    const cause: unknown = await written.then(
      () => error,
      (reason: unknown) => (hasCode(reason, ['ERR_STREAM_PREMATURE_CLOSE']) ? error : reason),
    )
    await rm(unfinished, { force: true })
    throw cause
  }
}

/** Hands over what a backup says, as it is read. Only who has read it to its end knows that it is whole. */
export async function readBackup<Found>(
  file: string,
  secret: string,
  use: (plain: AsyncIterable<Uint8Array>) => Promise<Found>,
): Promise<Found> {
  return pipeline(
    createReadStream(file),
    (sealed: AsyncIterable<Uint8Array>) => unseal(sealed, secret),
    createGunzip(),
    use,
  )
}
