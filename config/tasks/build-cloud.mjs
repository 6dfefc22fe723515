// Bundles each function of src/cloud/functions into a folder that WeChat's tools upload as it is.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build, nodeBundle } from './lib/esbuild-options.mjs'
import { inRoot } from './lib/root.mjs'
import { sdkForMessages } from './lib/sdk-for-messages.mjs'

const source = inRoot('src/cloud/functions')
const output = inRoot('dist/cloud')

export function cloudFunctions() {
  if (!existsSync(source)) return []
  return readdirSync(source)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => path.basename(file, '.ts'))
}

/** PGlite is the embedded database of a server of one's own; in the cloud there is PostgreSQL. */
export const cloudOptions = {
  ...nodeBundle({ target: 'node16', external: ['@electric-sql/pglite', '@electric-sql/pglite/*'] }),
  // A cold instance reads all of it first. Names stay, and lines are short, so that a stack in the log still says where.
  minifyWhitespace: true,
  lineLimit: 160,
  plugins: [sdkForMessages],
}

export async function buildCloud() {
  const names = cloudFunctions()
  rmSync(output, { recursive: true, force: true })
  if (names.length === 0) return 'nothing to build'
  await build({
    ...cloudOptions,
    entryPoints: names.map((name) => ({ in: path.join(source, `${name}.ts`), out: `${name}/index` })),
    outdir: output,
  })
  const settings = JSON.parse(readFileSync(inRoot('config/cloud-functions.json'), 'utf8'))
  for (const name of names) {
    mkdirSync(path.join(output, name), { recursive: true })
    const json = (file, value) => writeFileSync(path.join(output, name, file), `${JSON.stringify(value, null, 2)}\n`)
    json('package.json', { name, version: '1.0.0', private: true, main: 'index.js' })
    json('config.json', { permissions: { openapi: [] }, ...settings.default, ...settings[name] })
  }
  return names.join(', ')
}
