// PouchDB on its storage in memory, replicating with express-pouchdb. URL, WHAT (push or pull), OPERATIONS and DOORS (files), PAGE. Its last line is
// what it measured.
import { readFileSync } from 'node:fs'
import PouchDB from 'pouchdb'
import memory from 'pouchdb-adapter-memory'

PouchDB.plugin(memory)
const { URL: url, WHAT, OPERATIONS, DOORS, PAGE } = process.env
const batch_size = Number(PAGE)

const read = (file) => JSON.parse(readFileSync(file, 'utf8')).map(({ id, ...rest }) => ({ _id: id, ...rest }))
const local = new PouchDB(`bench${process.pid}`, { adapter: 'memory' })
const remote = new PouchDB(`${url}/bench-${process.pid}`)
await remote.info()
let saved = 0
if (WHAT === 'push') {
  const all = read(OPERATIONS)
  const started = performance.now()
  await local.bulkDocs(all)
  saved = performance.now() - started
} else {
  const all = read(DOORS)
  for (let at = 0; at < all.length; at += 1000) await remote.bulkDocs(all.slice(at, at + 1000))
}
const started = performance.now()
const before = process.cpuUsage()
const told =
  WHAT === 'push'
    ? await local.replicate.to(remote, { batch_size })
    : await local.replicate.from(remote, { batch_size })
const ms = performance.now() - started
const { user, system } = process.cpuUsage(before)
if (!told.ok) throw new Error(JSON.stringify(told))
const { doc_count: documents } = await (WHAT === 'push' ? remote : local).info()
console.log(JSON.stringify({ ms, cpu: (user + system) / 1000, saved, documents }))
process.exit(0)
