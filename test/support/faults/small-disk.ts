import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const MB = 2 ** 20
/** Where a container without the right to mount finds a small file system all the same. */
const SHARED = '/dev/shm'
/** Filling more than this of a machine's memory is nothing for a test. */
const MOST = 512 * MB

/** A file system of its own that can really be full. */
export interface SmallDisk {
  readonly folder: string
  /** Bytes that are free. */
  room(): number
  /** Takes all room but so many bytes. */
  fill(leaving?: number): void
  /** Gives back what `fill` took. */
  clear(): void
  remove(): void
}

/**
 * A tmpfs of so many MB; where nothing may be mounted, a folder on a small file system that is there (`TEST_SMALL_DISK`, else
 * `/dev/shm` of a container, 64 MB as Docker makes it).
 */
export function smallDisk(megabytes: number): SmallDisk {
  const mounted = mountTmpfs(megabytes)
  const folder = mounted ?? mkdtempSync(path.join(smallPlace(), 'qiaomen-disk-'))
  let ballast = 0
  const room = () => {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  }
  const clear = () => {
    for (; ballast > 0; ballast -= 1) rmSync(path.join(folder, `ballast-${ballast}`), { force: true })
  }
  const remove = () => {
    process.off('exit', remove)
    if (mounted === null) rmSync(folder, { recursive: true, force: true })
    else {
      run('umount', ['-l', folder])
      rmSync(folder, { recursive: true, force: true })
    }
  }
  process.once('exit', remove)
  return {
    folder,
    room,
    clear,
    remove,
    fill(leaving = 0) {
      for (let left = room() - leaving; left > 0; left = room() - leaving) {
        ballast += 1
        const file = path.join(folder, `ballast-${ballast}`)
        try {
          writeFileSync(file, Buffer.alloc(Math.min(left, 16 * MB)))
        } catch {
          // Less than a block is left, or others wrote meanwhile: that is full, too.
          if (room() < 64 * 1024) return
        }
      }
    },
  }
}

function mountTmpfs(megabytes: number): string | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'qiaomen-disk-'))
  const options = ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0777`, 'tmpfs', folder]
  if (run('mount', options)) return folder
  rmSync(folder, { recursive: true, force: true })
  return null
}

/** By oneself, or as many a CI lets one. */
function run(command: string, args: readonly string[]): boolean {
  return [
    [command, ...args],
    ['sudo', '-n', command, ...args],
  ].some(([file = '', ...rest]) => spawnSync(file, rest, { stdio: 'ignore' }).status === 0)
}

function smallPlace(): string {
  const place = process.env.TEST_SMALL_DISK ?? SHARED
  if (existsSync(place)) {
    const { blocks, bsize } = statfsSync(place)
    if (blocks * bsize <= MOST) return place
  }
  throw new Error(
    `No file system may be mounted here, and ${place} is none of at most ${MOST / MB} MB: name a small one by TEST_SMALL_DISK.`,
  )
}
