import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(__dirname, '../..')

/** A program of the bench in one file, built as the project builds its own, so that both sides of a comparison run alike. */
export function bundleProgram(
  source: string,
  external: readonly string[] = [],
): { readonly file: string; remove(): void } {
  const name = path.relative(__dirname, source).replaceAll(/[^a-z]+/g, '-')
  // Below node_modules, so that what the bundle leaves out is found.
  const file = path.join(root, 'node_modules/.cache/qiaomen', `bench-${name}-${process.pid}.cjs`)
  mkdirSync(path.dirname(file), { recursive: true })
  const script = `import { build, nodeBundle } from './config/tasks/lib/esbuild-options.mjs'
    await build({ ...nodeBundle({ target: 'node20', external: process.argv.slice(3) }), entryPoints: [process.argv[1]], outfile: process.argv[2] })`
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', script, source, file, ...external],
    {
      cwd: root,
      encoding: 'utf8',
    },
  )
  if (status !== 0) throw new Error(stderr)
  return { file, remove: () => rmSync(file, { force: true }) }
}
