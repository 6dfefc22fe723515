import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { lockFolder } from '#cloud/db/folder-lock'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'qiaomen-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const file = () => path.join(folder, 'qiaomen.pid')

test('a folder is opened once at a time, and again after it was closed', () => {
  const lock = lockFolder(folder)
  expect(() => lockFolder(folder)).toThrow(
    `is in use by process ${process.pid}: stop that one, or set DATA_DIR to another folder.`,
  )
  lock.release()
  expect(existsSync(file())).toBe(false)
  lockFolder(folder).release()
})

test('the lock of a living process stops the start', () => {
  const other = spawn('sleep', ['30'])
  writeFileSync(file(), `${other.pid} `)
  expect(() => lockFolder(folder)).toThrow(`is in use by process ${other.pid}`)
  other.kill()
})

test('the lock of a process that is gone is taken over', () => {
  const { pid } = spawnSync('true')
  writeFileSync(file(), `${pid} 12345`)
  lockFolder(folder).release()
})

test('a number that went to another process since, or to this one after a restart, is taken over', () => {
  const other = spawn('sleep', ['30'])
  writeFileSync(file(), `${other.pid} 1`)
  lockFolder(folder).release()
  writeFileSync(file(), `${process.pid} 1`)
  lockFolder(folder).release()
  other.kill()
})

test('what is no lock at all is taken over', () => {
  writeFileSync(file(), 'garbage')
  lockFolder(folder).release()
})
