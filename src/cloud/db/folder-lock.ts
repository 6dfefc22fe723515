import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ConfigError } from '#cloud/config'
import { hasCode } from './errors'

export interface FolderLock {
  release(): void
}

/** Folders this very process holds: after a crash in a container the new process often has the dead one's number. */
const mine = new Set<string>()

/**
 * PGlite does not notice a second process in its folder, and two ruin each other's data in silence. So whoever opens it leaves
 * its process number; the number of a process that is gone is taken over.
 */
export function lockFolder(folder: string): FolderLock {
  const file = path.resolve(folder, 'qiaomen.pid')
  const own = `${process.pid} ${startOf(process.pid)}`
  while (!create(file, own)) {
    const holder = read(file)
    if (holder === undefined) continue
    if (mine.has(file) || isAlive(holder)) {
      throw new ConfigError(
        `The data folder ${path.resolve(folder)} is in use by process ${holder.split(' ')[0]}: stop that one, or set DATA_DIR to another folder.`,
      )
    }
    takeAway(file, holder)
  }
  mine.add(file)
  return {
    release() {
      if (mine.delete(file)) rmSync(file, { force: true })
    },
  }
}

function create(file: string, content: string): boolean {
  // Written aside and linked: the file is never seen empty.
  const aside = `${file}.${process.pid}`
  writeFileSync(aside, content)
  try {
    linkSync(aside, file)
    return true
  } catch (error) {
    if (hasCode(error, ['EEXIST'])) return false
    throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

/** Of two processes that find the same dead holder, one may already have put its own lock there: that one is put back. */
function takeAway(file: string, deadHolder: string): void {
  const aside = `${file}.stale.${process.pid}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if (hasCode(error, ['ENOENT'])) return
    throw error
  }
  if (readFileSync(aside, 'utf8') === deadHolder) rmSync(aside, { force: true })
  else renameSync(aside, file)
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (hasCode(error, ['ENOENT'])) return undefined
    throw error
  }
}

function isAlive(holder: string): boolean {
  const [pid = 0, start = ''] = [Number(holder.split(' ')[0]), holder.split(' ')[1]]
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    return hasCode(error, ['EPERM'])
  }
  // Alive, but the number may have gone to a newcomer since.
  return start === '' || startOf(pid) === '' || startOf(pid) === start
}

/** When the process started, in ticks since boot; empty where the system has no /proc. */
function startOf(pid: number): string {
  try {
    const words = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return words.slice(words.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}
