import { spawn } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { root } from './root.mjs'

const children = new Set()
let stopping = false

/**
 * Runs a program and collects what it says; `show` sends it to the terminal instead (all of it, or 'stderr' only).
 * Resolves with the exit code, never rejects on it: the caller decides what a failure means.
 */
export function run(command, args, { env = {}, show = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: show === true ? 'inherit' : ['ignore', 'pipe', show === 'stderr' ? 'inherit' : 'pipe'],
    })
    children.add(child)
    const output = []
    child.stdout?.on('data', (chunk) => output.push(chunk))
    child.stderr?.on('data', (chunk) => output.push(chunk))
    child.on('error', reject)
    child.on('close', (code, signal) => {
      children.delete(child)
      resolve({ code: code ?? 1, signal, output: Buffer.concat(output).toString() })
    })
  })
}

export const runNode = (file, args = [], options) => run(process.execPath, [file, ...args], options)

/** Says what is done and how long it took. */
export async function step(title, action) {
  const started = Date.now()
  if (process.stdout.isTTY) process.stdout.write(`▸ ${title} …`)
  const wipe = process.stdout.isTTY ? '\r\u001b[K' : ''
  try {
    const note = await action()
    console.log(`${wipe}✓ ${title}${note ? `: ${note}` : ''} (${seconds(started)})`)
  } catch (error) {
    console.log(`${wipe}✗ ${title} (${seconds(started)})`)
    throw error
  }
}

export const seconds = (started) => `${((Date.now() - started) / 1000).toFixed(1)} s`

/** Called by npm or from the terminal, and not by another task. */
export const isTask = (url) => process.argv[1] !== undefined && url === pathToFileURL(process.argv[1]).href

/** An error whose message is meant for the person at the terminal; shown without a stack. */
export class TaskError extends Error {}

export async function main(action) {
  try {
    await action()
  } catch (error) {
    if (stopping) return
    console.error(error instanceof TaskError ? error.message : error)
    process.exitCode = 1
  }
}

function stop(signal) {
  stopping = true
  for (const child of children) child.kill(signal)
  // A child that handles the signal gets a moment to close its files; then this process goes too.
  const leave = () => process.exit(signal === 'SIGINT' ? 130 : 143)
  const wait = () => (children.size === 0 ? leave() : setTimeout(wait, 50))
  setTimeout(leave, 10_000).unref()
  wait()
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal))

// npm hands a signal to the shell between it and this process, and that shell dies without passing it on.
const parent = process.ppid
if (process.env.npm_lifecycle_event && parent > 1) {
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    stop('SIGTERM')
  }, 500)
  watch.unref()
}
