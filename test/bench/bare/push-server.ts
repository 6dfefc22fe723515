/**
 * The least that a server can do with a pushed batch: one statement, `insert … jsonb_to_recordset`, over the same pool, behind the same kind
 * of HTTP server. No token, no schema, no rights, no rules, no chain, no projection, no figure, no feed. What ours costs is told as a
 * share of it. Run as a process of its own: DATABASE_URL, PORT.
 */
import { createServer } from 'node:http'
import { openPostgres } from '../../../src/cloud/db/open-postgres'
import { readBody } from '../../../src/cloud/host/read-body'

const MOST = 1024 * 1024
const { DATABASE_URL = '', PORT = '0' } = process.env
const pool = openPostgres(DATABASE_URL, () => {})

const insert = `insert into bare (unit_id, operation_id, type, staff_id, device_id, at, content)
  select one.unit, one.id, one.type, one.author, one.device, one.at, one.body
  from jsonb_to_recordset(($1::jsonb)->'operations')
    as one (unit text, id text, type text, author text, device text, at bigint, body jsonb)
  on conflict do nothing`

async function store(body: string): Promise<number> {
  const connection = await pool.connect()
  try {
    return (await connection.query(insert, [body])).affected
  } finally {
    connection.release()
  }
}

async function start(): Promise<void> {
  const connection = await pool.connect()
  await connection.query(
    `create table bare (unit_id text, operation_id text, type text not null, staff_id text not null, device_id text not null,
      at bigint not null, content jsonb not null, primary key (unit_id, operation_id))`,
    [],
  )
  connection.release()
  const server = createServer((request, response) => {
    readBody(request, MOST)
      .then((body) => (body.kind === 'bytes' ? store(body.bytes.toString('utf8')) : 0))
      .then(
        (stored) => {
          const text = JSON.stringify({ stored })
          response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
          response.end(text)
        },
        (error: unknown) => response.writeHead(500).end(String(error)),
      )
  })
  server.keepAliveTimeout = 75_000
  server.listen(Number(PORT), '127.0.0.1', () => console.log(`bare http://127.0.0.1:${PORT}/ `))
  process.on('SIGTERM', () => process.exit(0))
}

void start()
