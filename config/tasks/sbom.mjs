// npm run sbom: what the product is made of, for whoever has to know whether a package with a hole is in it, as CycloneDX 1.5 to
// dist/sbom.cdx.json. From the lockfile alone, without a network; the same lockfile gives the same bytes. Part of the build.
// `npm sbom --omit dev` (npm 11.19) leaves out what a package for development needs as well: 363 of 566, React among them.
import { Buffer } from 'node:buffer'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { productionPackages } from './lib/production-packages.mjs'
import { inRoot, root } from './lib/root.mjs'
import { isTask, main } from './lib/run.mjs'

const algorithms = { sha512: 'SHA-512', sha384: 'SHA-384', sha256: 'SHA-256', sha1: 'SHA-1' }

export function writeSbom() {
  const { name, version, description, dependencies } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'))
  const packages = productionPackages(root)
  // One package may lie at several places of the tree.
  const all = [...new Map(packages.map((one) => [`${one.name}@${one.version}`, one]))]
  const direct = Object.entries(dependencies).map(([each, pinned]) => `${each}@${pinned}`)
  const bom = {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      lifecycles: [{ phase: 'build' }],
      component: { 'bom-ref': `${name}@${version}`, type: 'application', name, version, description },
    },
    components: all.map(([ref, one]) => componentOf(ref, one)),
    dependencies: [
      { ref: `${name}@${version}`, dependsOn: direct.sort() },
      ...all.map(([ref]) => ({ ref, dependsOn: neededBy(ref, packages) })),
    ],
  }
  mkdirSync(inRoot('dist'), { recursive: true })
  writeFileSync(inRoot('dist/sbom.cdx.json'), `${JSON.stringify(bom, null, 2)}\n`)
  return `${bom.components.length} packages`
}

function componentOf(ref, { name, version, integrity, licence }) {
  return {
    'bom-ref': ref,
    type: 'library',
    name,
    version,
    purl: `pkg:npm/${name.replace(/^@/, '%40')}@${version}`,
    ...(licence === null ? {} : { licenses: [saidOf(licence)] }),
    hashes: hashesOf(integrity),
  }
}

/** Some packages say in their own words what SPDX has another name for. */
function saidOf(licence) {
  return licence.includes('/') ? { license: { name: licence } } : { expression: licence }
}

/** The lockfile's `sha512-<base64>`, by which npm knows that it installs what was locked. */
function hashesOf(integrity = '') {
  return integrity
    .split(' ')
    .map((one) => one.split(/-(.*)/))
    .filter(([algorithm]) => algorithm in algorithms)
    .map(([algorithm, hash]) => ({ alg: algorithms[algorithm], content: Buffer.from(hash, 'base64').toString('hex') }))
}

function neededBy(ref, packages) {
  const needs = packages.filter(({ name, version }) => `${name}@${version}` === ref).flatMap((one) => one.needs)
  return [...new Set(needs)].sort()
}

if (isTask(import.meta.url)) await main(async () => console.log(writeSbom()))
