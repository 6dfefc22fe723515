// RxDB on its storage in memory, replicating with the bare server. URL, WHAT (push or pull), OPERATIONS and DOORS (files). Its last line is what it measured.
import { readFileSync } from 'node:fs'
import { createRxDatabase } from 'rxdb'
import { replicateRxCollection } from 'rxdb/plugins/replication'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'

const { URL: url, WHAT, OPERATIONS, PAGE } = process.env
const batchSize = Number(PAGE)

const string = { type: 'string' }
const number = { type: 'number' }
const schemas = {
  push: {
    id: { type: 'string', maxLength: 36 },
    unit: string,
    author: string,
    device: string,
    at: number,
    elapsed: number,
    offset: number,
    type: string,
    body: { type: 'object' },
  },
  pull: {
    id: { type: 'string', maxLength: 36 },
    buildingId: string,
    stairwell: number,
    floor: number,
    room: string,
    memory: { type: 'array', items: { type: 'object' } },
    seq: number,
  },
}

async function post(path, body) {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  return response.json()
}

const database = await createRxDatabase({
  name: `bench${process.pid}`,
  storage: getRxStorageMemory(),
  multiInstance: false,
})
const { documents } = await database.addCollections({
  documents: { schema: { version: 0, primaryKey: 'id', type: 'object', properties: schemas[WHAT] } },
})
let saved = 0
if (WHAT === 'push') {
  const all = JSON.parse(readFileSync(OPERATIONS, 'utf8'))
  const started = performance.now()
  const { error } = await documents.bulkInsert(all)
  if (error.length > 0) throw new Error(JSON.stringify(error[0]))
  saved = performance.now() - started
}
const started = performance.now()
const before = process.cpuUsage()
const replication = replicateRxCollection({
  collection: documents,
  replicationIdentifier: url,
  live: false,
  retryTime: 1000,
  ...(WHAT === 'push'
    ? {
        push: {
          batchSize,
          handler: (rows) => post('/rx/push', { documents: rows.map(({ newDocumentState }) => newDocumentState) }),
        },
      }
    : {
        pull: {
          batchSize,
          handler: (checkpoint, limit) => post('/rx/pull', { after: checkpoint?.after ?? 0, limit }),
        },
      }),
})
replication.error$.subscribe((error) => {
  console.error(error)
  process.exit(1)
})
await replication.awaitInitialReplication()
const ms = performance.now() - started
const { user, system } = process.cpuUsage(before)
const held = WHAT === 'push' ? (await post('/count', {})).stored : (await documents.find().exec()).length
console.log(JSON.stringify({ ms, cpu: (user + system) / 1000, saved, documents: held }))
process.exit(0)
