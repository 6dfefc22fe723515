import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { Context } from '#cloud/context'
import { attachment, ExportStoreUnavailable } from '#cloud/export/export-store'
import { mediaTypes } from '#cloud/export/file-type'
import type { ExportGrant, FolderExports } from '#cloud/export/folder-exports'
import { type Answer, refusal } from '#cloud/handlers/handler'
import { problem } from '#contract/problem'

/** `GET /export/<token>` of files in a folder: the token alone says which. Undefined: the file went out. */
export async function serveExport(
  { exports, clock, log }: Pick<Context, 'exports' | 'clock' | 'log'>,
  token: string,
  method: string | undefined,
  response: ServerResponse,
): Promise<Answer | undefined> {
  if (exports?.kind !== 'folder' || method !== 'GET') return refusal(problem(4040))
  const grant = exports.grantOf(token, clock.now())
  if (grant === null) return refusal(problem(4047))
  try {
    return await give(exports, grant, response)
  } catch (error) {
    if (!(error instanceof ExportStoreUnavailable)) throw error
    log.error({ err: error }, 'exports unavailable')
    return refusal(problem(5034))
  }
}

async function give(exports: FolderExports, grant: ExportGrant, response: ServerResponse): Promise<Answer | undefined> {
  const found = await exports.open(grant)
  if (found === null) return refusal(problem(4047))
  response.writeHead(200, {
    'content-type': mediaTypes[grant.type],
    'content-length': found.bytes,
    'content-disposition': attachment(grant),
    'cache-control': 'private, no-store',
    'content-security-policy': "default-src 'none'; sandbox",
  })
  // Whoever hangs up has what he has; with its length stated, half a file shows.
  await pipeline(found.stream, response).catch(() => response.destroy())
  return undefined
}
