// express-pouchdb as its own README sets it up for PouchDB clients, on the storage in memory. PORT, FOLDER (for its configuration file and its log).
import path from 'node:path'
import express from 'express'
import expressPouchdb from 'express-pouchdb'
import PouchDB from 'pouchdb'
import memory from 'pouchdb-adapter-memory'

const { PORT, FOLDER } = process.env
PouchDB.plugin(memory)
const InMemory = PouchDB.defaults({ adapter: 'memory' })
const served = expressPouchdb(InMemory, {
  mode: 'minimumForPouchDB',
  configPath: path.join(FOLDER, 'pouchdb.json'),
  logPath: path.join(FOLDER, 'pouchdb.log'),
})
express()
  .use('/', served)
  .listen(Number(PORT), '127.0.0.1', () => console.log(`pouchdb http://127.0.0.1:${PORT}/ `))
process.on('SIGTERM', () => process.exit(0))
