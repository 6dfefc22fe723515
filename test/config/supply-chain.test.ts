import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import * as v from 'valibot'

const root = path.resolve(__dirname, '../..')
const scratch = mkdtempSync(path.join(tmpdir(), 'qiaomen-supply-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

function task(name: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`config/tasks/${name}.mjs`, ...args], { cwd: root })
  return { status, said: `${stdout}${stderr}` }
}

const json = <T>(schema: v.GenericSchema<unknown, T>, file: string): T =>
  v.parse(v.pipe(v.string(), v.parseJson(), schema), readFileSync(file, 'utf8'))

/** A product of packages that say these licences. */
function product(licences: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(path.join(scratch, 'product-'))
  const packages: Record<string, object> = { '': {} }
  // As config/licences.json has them.
  const silent = {
    '@cloudbase/signature-nodejs': undefined,
    '@cloudbase/wx-cloud-client-sdk': undefined,
  }
  for (const [name, license] of Object.entries({ ...silent, ...licences })) {
    packages[`node_modules/${name}`] = { version: '1.0.0' }
    mkdirSync(path.join(folder, 'node_modules', name), { recursive: true })
    writeFileSync(path.join(folder, 'node_modules', name, 'package.json'), JSON.stringify({ name, license }))
  }
  packages['node_modules/for-tests'] = { version: '1.0.0', dev: true, license: 'GPL-3.0' }
  writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify({ packages }))
  return folder
}

describe('licences', () => {
  test('of all that ships are listed and allowed', () => {
    expect(task('licences')).toMatchObject({ status: 0 })
    const lines = readFileSync(path.join(root, 'dist/licences.txt'), 'utf8').split('\n')
    expect(lines).toEqual(
      expect.arrayContaining(['react@18.3.1  MIT', '@noble/ciphers@2.4.0  MIT', 'echarts@5.6.0  Apache-2.0']),
    )
    expect(lines.filter((line) => /jest|typescript@/.test(line))).toEqual([])
  })

  test('that leave a choice, or add up, are judged as they say; what is for development alone is not judged', () => {
    const folder = product({ a: '(MIT OR GPL-3.0-or-later)', b: '(MIT AND Zlib)', c: { type: 'ISC' } })
    expect(task('licences', '--of', folder)).toMatchObject({ status: 0 })
  })

  test.each([
    ['GPL-3.0-only', 'bad@1.0.0 is under GPL-3.0-only'],
    ['AGPL-3.0', 'bad@1.0.0 is under AGPL-3.0'],
    ['MIT AND GPL-2.0', 'bad@1.0.0 is under MIT AND GPL-2.0'],
    ['SEE LICENSE IN LICENSE', 'bad@1.0.0 is under SEE LICENSE'],
    ['UNLICENSED', 'bad@1.0.0 is under UNLICENSED'],
    [undefined, 'bad@1.0.0 names no licence'],
  ])('%s stops the check and names the package', (licence, said) => {
    const answer = task('licences', '--of', product({ bad: licence }))
    expect(answer.status).toBe(1)
    expect(answer.said).toContain(said)
  })

  test('an exception that is needed no longer is told', () => {
    expect(task('licences', '--of', product({ '@cloudbase/signature-nodejs': 'MIT' })).said).toContain(
      'sayNone has @cloudbase/signature-nodejs',
    )
  })
})

const bomSchema = v.object({
  bomFormat: v.literal('CycloneDX'),
  specVersion: v.literal('1.5'),
  metadata: v.object({ component: v.object({ name: v.literal('qiaomen') }) }),
  components: v.array(
    v.object({
      'bom-ref': v.string(),
      name: v.string(),
      version: v.string(),
      purl: v.string(),
      hashes: v.array(v.object({ alg: v.string(), content: v.string() })),
    }),
  ),
  dependencies: v.array(v.object({ ref: v.string(), dependsOn: v.array(v.string()) })),
})
const lockSchema = v.object({
  packages: v.record(
    v.string(),
    v.object({
      version: v.optional(v.string()),
      dev: v.optional(v.boolean()),
      devOptional: v.optional(v.boolean()),
      optional: v.optional(v.boolean()),
    }),
  ),
})
const lockedOnes = () =>
  Object.entries(json(lockSchema, path.join(root, 'package-lock.json')).packages)
    .filter(([place, { dev, devOptional }]) => place !== '' && dev !== true && devOptional !== true)
    .map(([place, { version, optional = false }]) => ({
      ref: `${place.replace(/^.*node_modules\//, '')}@${version}`,
      optional,
    }))

describe('the bill of materials', () => {
  const file = path.join(root, 'dist/sbom.cdx.json')
  const write = () => {
    expect(task('sbom')).toMatchObject({ status: 0 })
    return json(bomSchema, file)
  }

  test('names exactly what the lockfile has for production, each with its hash', () => {
    const { components } = write()
    expect(new Set(components.map((one) => one['bom-ref']))).toEqual(new Set(lockedOnes().map(({ ref }) => ref)))
    expect(components.filter(({ hashes }) => !/^[0-9a-f]{128}$/.test(hashes[0]?.content ?? ''))).toEqual([])
    const react = components.find(({ name }) => name === 'react')
    expect(react?.purl).toBe('pkg:npm/react@18.3.1')
  })

  test('says who needs whom, and no edge leads nowhere', () => {
    const { components, dependencies } = write()
    const refs = new Set(components.map((one) => one['bom-ref']))
    expect(dependencies.flatMap(({ dependsOn }) => dependsOn).filter((ref) => !refs.has(ref))).toEqual([])
    expect(dependencies.find(({ ref }) => ref.startsWith('react-dom@'))?.dependsOn).toContain('react@18.3.1')
    const reached = new Set<string>()
    const walk = (ref: string): void => {
      if (reached.has(ref)) return
      reached.add(ref)
      for (const next of dependencies.find((one) => one.ref === ref)?.dependsOn ?? []) walk(next)
    }
    walk(dependencies[0]?.ref ?? '')
    // npm locks what an optional package of a tool would need on other systems, without saying for whom.
    const optional = new Set(lockedOnes().flatMap(({ ref, optional }) => (optional ? [ref] : [])))
    expect([...refs].filter((ref) => !reached.has(ref) && !optional.has(ref))).toEqual([])
  })

  test('is the same file each time', () => {
    write()
    const before = readFileSync(file, 'utf8')
    write()
    expect(readFileSync(file, 'utf8')).toBe(before)
  })
})

describe('the audit of packages', () => {
  const audit = (answer: unknown, ...args: readonly string[]) => {
    const file = path.join(scratch, 'answer.json')
    writeFileSync(file, typeof answer === 'string' ? answer : JSON.stringify(answer))
    return task('audit-packages', '--answer', file, ...args)
  }
  const hole = (severity: string) => ({
    vulnerabilities: {
      pako: {
        name: 'pako',
        severity,
        via: [{ title: 'Out of bounds', severity, url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc' }],
      },
      jszip: { name: 'jszip', severity, via: ['pako'] },
    },
  })

  test.each(['high', 'critical'])('a %s hole without a written reason stops it, by its number', (severity) => {
    const { status, said } = audit(hole(severity))
    expect([status, said.includes('pako: Out of bounds (GHSA-aaaa-bbbb-cccc)')]).toEqual([1, true])
  })

  test('a moderate one does not', () => expect(audit(hole('moderate'))).toMatchObject({ status: 0 }))

  test('a registry that does not answer is said loudly, and is no failure', () => {
    const uri = 'https://registry.example/-/npm/v1/security/advisories/bulk'
    for (const answer of [{ message: '405', uri, error: { summary: '' } }, { error: { code: 'ENOTFOUND' } }]) {
      const { status, said } = audit(answer)
      expect([status, said.includes('!!! NOT AUDITED')]).toEqual([0, true])
    }
  })

  test('an audit that fails by itself is a failure', () => {
    expect(audit({ error: { code: 'ENOLOCK', summary: 'no lockfile' } }).status).toBe(1)
    expect(audit('npm: command not found').status).toBe(1)
  })

  test('a reason holds for its advisory until its day, and is told when it is needed no longer', () => {
    const reason = {
      advisory: 'GHSA-aaaa-bbbb-cccc',
      package: 'pako',
      why: 'no stranger feeds it',
      until: '2027-01-31',
    }
    const reasons = path.join(scratch, 'reasons.json')
    writeFileSync(reasons, JSON.stringify([reason]))
    const judged = (holes: object, today: string) => audit(holes, '--reasons', reasons, '--today', today)
    expect(judged(hole('high'), '2027-01-31')).toMatchObject({ status: 0 })
    expect(judged(hole('high'), '2027-02-01').said).toContain('ran out on 2027-01-31')
    expect(judged({ vulnerabilities: {} }, '2027-01-01').said).toContain('pako is found no longer')
  })
})
