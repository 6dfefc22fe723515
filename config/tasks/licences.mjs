// node config/tasks/licences.mjs [--of FOLDER]: the licence of everything that the product is made of, one a line, to
// dist/licences.txt. Ends with 1 where one is not allowed by config/licences.json, or is not told. Part of `npm run check` and of the build.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { judgeLicences } from './lib/judge-licences.mjs'
import { productionPackages } from './lib/production-packages.mjs'
import { inRoot, root } from './lib/root.mjs'
import { isTask, main, TaskError } from './lib/run.mjs'

export function listLicences(folder = root) {
  const packages = productionPackages(folder)
  const wrong = judgeLicences(packages, JSON.parse(readFileSync(inRoot('config/licences.json'), 'utf8')))
  if (wrong.length > 0)
    throw new TaskError(`Not by config/licences.json:\n${wrong.map((line) => `  ${line}`).join('\n')}`)
  const lines = packages.map(({ name, version, licence }) => `${name}@${version}  ${licence ?? 'names none'}`)
  mkdirSync(path.join(folder, 'dist'), { recursive: true })
  writeFileSync(path.join(folder, 'dist/licences.txt'), `${lines.join('\n')}\n`)
  return `${packages.length} packages`
}

if (isTask(import.meta.url)) {
  const of = process.argv.indexOf('--of')
  await main(async () => console.log(listLicences(of === -1 ? root : path.resolve(process.argv[of + 1]))))
}
