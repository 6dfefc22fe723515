import { spawnSync } from 'node:child_process'
import path from 'node:path'

interface Bundle {
  readonly name: string
  readonly bytes: number
  readonly packages: readonly string[]
}

/** The functions as they are uploaded, built in memory by the build's own options. */
function bundles(): readonly Bundle[] {
  const script = `import { build } from './config/tasks/lib/esbuild-options.mjs'
    import { cloudFunctions, cloudOptions } from './config/tasks/build-cloud.mjs'
    const entryPoints = cloudFunctions().map((name) => ({ in: 'src/cloud/functions/' + name + '.ts', out: name }))
    const { metafile } = await build({ ...cloudOptions, entryPoints, outdir: 'dist/cloud', write: false, metafile: true })
    const packageOf = (file) => /.*node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(file)?.[1]
    const told = Object.entries(metafile.outputs).map(([file, { bytes, inputs }]) => ({
      name: file.split('/').at(-1).replace('.js', ''), bytes, packages: [...new Set(Object.keys(inputs).map(packageOf))].filter(Boolean),
    }))
    console.log(JSON.stringify(told))`
  const options = { cwd: path.resolve(__dirname, '../../..'), encoding: 'utf8', maxBuffer: 2 ** 26 } as const
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], options)
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout)
}

const MB = 2 ** 20

describe('a cloud function', () => {
  const built = bundles()

  test('is 1.5 MB at most: a cold instance has to read all of it first', () => {
    expect(built.map(({ name }) => name).sort()).toEqual([
      'export',
      'ledger',
      'media',
      'query',
      'session',
      'sync',
      'timer',
    ])
    expect(built.filter(({ bytes }) => bytes > 1.5 * MB)).toEqual([])
  })

  test('brings WeChat’s SDK only where it sends messages', () => {
    expect(built.filter(({ packages }) => packages.includes('wx-server-sdk')).map(({ name }) => name)).toEqual([
      'timer',
    ])
  })
})
