import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * A bucket that takes nothing on trust: it works out Signature Version 4 by itself from what came over the wire, as the service
 * side of Amazon's description does, and refuses what is not signed, too late, or not what was signed for.
 */
export interface FakeS3 {
  readonly endpoint: string
  readonly objects: Map<string, Stored>
  /** Real services check the content's hash; some that speak S3 don't. */
  checksContent: boolean
  /** Answers 503 to everything. */
  down: boolean
  close(): Promise<void>
}

interface Stored {
  readonly bytes: Buffer
  readonly type: string
}

interface Answer {
  readonly status: number
  readonly content?: Stored
}

export const s3Account = {
  bucket: 'photos',
  region: 'cn-test-1',
  accessKeyId: 'AKIDTEST',
  secretAccessKey: 'secret/of+the=test',
} as const

export async function startFakeS3(now: () => number): Promise<FakeS3> {
  const objects: FakeS3['objects'] = new Map()
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request)
    const answer: Answer = fake.down ? { status: 503 } : serve(request, body)
    response.writeHead(answer.status, answer.content === undefined ? {} : { 'content-type': answer.content.type })
    response.end(answer.content?.bytes)
  })

  function serve(request: IncomingMessage, body: Buffer): Answer {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
    const refused = whyRefused(request, url, body)
    if (refused !== null) return { status: 403, content: { bytes: Buffer.from(refused), type: 'text/plain' } }
    const found = objects.get(url.pathname)
    switch (request.method) {
      case 'PUT':
        objects.set(url.pathname, { bytes: body, type: request.headers['content-type'] ?? '' })
        return { status: 200 }
      case 'GET': {
        if (found === undefined) return { status: 404 }
        const type = url.searchParams.get('response-content-type') ?? found.type
        return { status: 200, content: { bytes: found.bytes, type } }
      }
      case 'DELETE':
        objects.delete(url.pathname)
        return { status: 204 }
      default:
        return { status: 405 }
    }
  }

  function whyRefused(request: IncomingMessage, url: URL, body: Buffer): string | null {
    const query = new Map(url.searchParams)
    const given = query.get('X-Amz-Signature') ?? ''
    const [accessKeyId, day, region, service, end] = (query.get('X-Amz-Credential') ?? '').split('/')
    const time = query.get('X-Amz-Date') ?? ''
    if (query.get('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256') return 'algorithm'
    if (accessKeyId !== s3Account.accessKeyId || region !== s3Account.region || service !== 's3') return 'credential'
    if (end !== 'aws4_request' || day !== time.slice(0, 8)) return 'scope'
    const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(time) ?? []
    const from = Date.UTC(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s))
    const seconds = Number(query.get('X-Amz-Expires'))
    if (!(seconds >= 1 && seconds <= 604_800)) return 'expires'
    if (now() < from - 1000 || now() >= from + seconds * 1000) return 'expired'
    const signed = (query.get('X-Amz-SignedHeaders') ?? '').split(';')
    if (!signed.includes('host')) return 'host is not signed'
    // Every header of Amazon's own must be signed.
    if (Object.keys(request.headers).some((name) => name.startsWith('x-amz-') && !signed.includes(name)))
      return 'unsigned'
    const headers = signed.map((name) => `${name}:${String(request.headers[name] ?? '').trim()}`)
    const rest = url.search
      .slice(1)
      .split('&')
      .filter((pair) => !pair.startsWith('X-Amz-Signature='))
      .sort()
    const said = request.headers['x-amz-content-sha256']
    const payload = typeof said === 'string' ? said : 'UNSIGNED-PAYLOAD'
    const canonical = [request.method, url.pathname, rest.join('&'), ...headers, '', signed.join(';'), payload]
    const text = ['AWS4-HMAC-SHA256', time, `${day}/${region}/s3/aws4_request`, hash(canonical.join('\n'))].join('\n')
    const mac = (key: string | Buffer, part: string) => createHmac('sha256', key).update(part).digest()
    const kDay = mac(`AWS4${s3Account.secretAccessKey}`, day ?? '')
    const key = mac(mac(mac(kDay, region), 's3'), 'aws4_request')
    if (mac(key, text).toString('hex') !== given) return 'signature'
    if (fake.checksContent && payload !== 'UNSIGNED-PAYLOAD' && hash(body) !== payload) return 'content'
    return null
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const fake: FakeS3 = {
    endpoint: `http://127.0.0.1:${portOf(server)}`,
    objects,
    checksContent: true,
    down: false,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return fake
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function hash(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}
