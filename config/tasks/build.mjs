// usage: node config/tasks/build.mjs [h5] [weapp] [cloud] [host] [licences] [sbom]
import { ensureInstalled } from './ensure-installed.mjs'
import { main, step, TaskError } from './lib/run.mjs'

ensureInstalled()
const { buildTaro } = await import('./build-taro.mjs')
const { buildCloud } = await import('./build-cloud.mjs')
const { buildHost } = await import('./build-host.mjs')
const { listLicences } = await import('./licences.mjs')
const { writeSbom } = await import('./sbom.mjs')

const builds = {
  h5: () => buildTaro('h5', { always: true }),
  weapp: () => buildTaro('weapp', { always: true }),
  cloud: buildCloud,
  host: () => buildHost('main'),
  licences: () => listLicences(),
  sbom: writeSbom,
}

await main(async () => {
  const asked = process.argv.slice(2)
  const unknown = asked.find((name) => !(name in builds))
  if (unknown) throw new TaskError(`no such build: ${unknown} (there are ${Object.keys(builds).join(', ')})`)
  for (const name of asked) await step(`build ${name}`, builds[name])
})
