import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { request as plainRequest } from 'node:http'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type S3Place, s3Addresses } from '#cloud/media/s3-addresses'
import { sendRequest } from '#cloud/media/send-request'
import type { Milliseconds } from '#domain/time'
import { attachment, type ExportStore, ExportStoreUnavailable, pathOf } from './export-store'
import { mediaTypes } from './file-type'
import { DiskFailed, spool } from './spool'

/** A bucket: the file is fetched from there, whatever its size, and passes no function. */
export interface S3Exports extends ExportStore {
  readonly kind: 's3'
}

/** For what the cloud itself asks; a large file takes its time. */
const OWN_SECONDS = 300
const PATIENCE = 30_000

export function s3Exports(place: S3Place, now: () => Milliseconds): S3Exports {
  const { sign, secondsUntil } = s3Addresses(place, now)
  return {
    kind: 's3',
    async keep(key, chunks) {
      // A bucket wants to know the length first, and the whole file is no matter for the memory.
      const file = path.join(tmpdir(), `qiaomen-export-${randomUUID()}`)
      try {
        await spool(chunks, file)
        await put(sign('PUT', pathOf(key), OWN_SECONDS), file)
      } catch (error) {
        throw error instanceof DiskFailed ? new ExportStoreUnavailable('no room to make it', { cause: error }) : error
      } finally {
        await rm(file, { force: true })
      }
    },
    getAddress(key, as, expiresAt) {
      const query = {
        'response-cache-control': 'private, no-store',
        'response-content-disposition': attachment(as),
        'response-content-type': mediaTypes[as.type],
      }
      return sign('GET', pathOf(key), secondsUntil(expiresAt), { query })
    },
    async remove(key) {
      const { status } = await orUnavailable(() => sendRequest('DELETE', sign('DELETE', pathOf(key), OWN_SECONDS), 0))
      if (status !== 200 && status !== 204 && status !== 404) throw new ExportStoreUnavailable(`removing: ${status}`)
    },
  }
}

async function put(address: string, file: string): Promise<void> {
  const status = await orUnavailable(async () => upload(address, file, (await stat(file)).size))
  if (status !== 200) throw new ExportStoreUnavailable(`putting: ${status}`)
}

function upload(address: string, file: string, bytes: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const send = address.startsWith('https:') ? request : plainRequest
    const headers = { 'content-length': bytes }
    const sent = send(address, { method: 'PUT', headers, timeout: PATIENCE }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 0))
      response.on('error', reject)
    })
    sent.on('timeout', () => sent.destroy(new Error(`No answer within ${PATIENCE} ms`)))
    sent.on('error', reject)
    createReadStream(file)
      .on('error', (error) => sent.destroy(error))
      .pipe(sent)
  })
}

async function orUnavailable<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (cause) {
    throw new ExportStoreUnavailable('no answer', { cause })
  }
}
