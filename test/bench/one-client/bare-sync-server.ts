/**
 * A server that does nothing but keep documents in memory, for what clients cost by themselves: it speaks our protocol (`/fn/sync`) and RxDB's
 * (`/rx/…`), parses and answers JSON alike, and asks nobody who he is. PORT, DOORS (a file of door rows).
 */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { readBody } from '../../../src/cloud/host/read-body'
import { PAGE } from './pages'

interface Door {
  readonly id: string
  readonly buildingId: string
  readonly seq: number
}

interface Asked {
  readonly action?: string
  readonly cursor?: string | null
  readonly building?: string
  readonly operations?: readonly { readonly id: string }[]
  readonly documents?: readonly { readonly id: string }[]
  readonly after?: number
  readonly limit?: number
}

const MOST = 8 * 1024 * 1024
const { PORT = '0', DOORS = '' } = process.env
const doors = JSON.parse(readFileSync(DOORS, 'utf8')) as readonly Door[]
const byBuilding = new Map<string, Door[]>()
for (const door of doors) byBuilding.set(door.buildingId, [...(byBuilding.get(door.buildingId) ?? []), door])
const stored = new Map<string, unknown>()
/** Whether the doors have changed since they were fetched. */
let changed = false

const buildingRow = (id: string, seq: number) => {
  const held = byBuilding.get(id) ?? []
  return {
    id,
    kind: 'residential',
    compound: '青枫苑',
    name: id,
    gridId: null,
    doors: held.length,
    visited: 0,
    met: 0,
    seq,
  }
}

const staff = {
  id: 's1',
  unitId: 'c01',
  unitName: '青枫苑社区',
  name: '王芳',
  role: 'grid',
  number: '07',
  gridName: null,
  from: null,
  to: null,
}

function pulled(cursor: string | null): object {
  if (cursor === null) {
    const changes = [...byBuilding.keys()].map((id) => ({ kind: 'building', row: buildingRow(id, 0) }))
    return { scope: { hash: 'h', staff, buildings: [...byBuilding.keys()] }, changes, cursor: '0', more: false }
  }
  const from = Number(cursor)
  const rows = changed ? doors.slice(from, from + PAGE) : []
  return {
    changes: rows.map((row) => ({ kind: 'door', row })),
    cursor: `${from + rows.length}`,
    more: changed && from + rows.length < doors.length,
  }
}

function answer(path: string, asked: Asked): object {
  const serverTime = Date.now()
  switch (`${path} ${asked.action ?? ''}`) {
    case '/fn/sync push': {
      const outcomes = (asked.operations ?? []).map((operation) => {
        stored.set(operation.id, operation)
        return { kind: 'applied', seq: stored.size }
      })
      return { outcomes, serverTime }
    }
    case '/fn/sync pull':
      return { ...pulled(asked.cursor ?? null), serverTime }
    case '/fn/sync building': {
      const held = (byBuilding.get(asked.building ?? '') ?? []).map((door) => ({ ...door, memory: [], seq: 0 }))
      return { row: buildingRow(asked.building ?? '', 0), doors: held, next: null, serverTime }
    }
    case '/rx/push ':
      for (const document of asked.documents ?? []) stored.set(document.id, document)
      return []
    case '/rx/pull ': {
      const from = asked.after ?? 0
      const documents = doors.slice(from, from + (asked.limit ?? PAGE)).map((door) => ({ ...door, _deleted: false }))
      return { documents, checkpoint: { after: from + documents.length } }
    }
    case '/change ':
      changed = true
      return {}
    case '/count ':
      return { stored: stored.size }
    default:
      throw new Error(`${path}: ${asked.action}`)
  }
}

const server = createServer((request, response) => {
  readBody(request, MOST)
    .then((body) => answer(request.url ?? '', JSON.parse(body.kind === 'bytes' ? body.bytes.toString('utf8') : '{}')))
    .then(
      (body) => {
        const text = JSON.stringify(body)
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
        response.end(text)
      },
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
})
server.keepAliveTimeout = 75_000
server.listen(Number(PORT), '127.0.0.1', () => console.log(`bare http://127.0.0.1:${PORT}/ `))
process.on('SIGTERM', () => process.exit(0))
