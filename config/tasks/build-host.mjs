// Bundles the local server and the commands that work on its data: one file each, quick to start.
import { existsSync } from 'node:fs'
import { build, nodeBundle } from './lib/esbuild-options.mjs'
import { inRoot } from './lib/root.mjs'
import { TaskError } from './lib/run.mjs'

const entries = {
  main: 'src/cloud/host/main.ts',
  'import-command': 'src/cloud/host/import-command.ts',
  'station-key-command': 'src/cloud/host/station-key-command.ts',
  'first-administrator-command': 'src/cloud/host/first-administrator-command.ts',
  'roll-up-command': 'src/cloud/host/roll-up-command.ts',
  'audit-verify-command': 'src/cloud/host/audit-verify-command.ts',
  'backup-command': 'src/cloud/host/backup-command.ts',
  'restore-command': 'src/cloud/host/restore-command.ts',
  'audit-heads-command': 'src/cloud/host/audit-heads-command.ts',
  'keys-rotate-command': 'src/cloud/host/keys-rotate-command.ts',
  'retention-command': 'src/cloud/host/retention-command.ts',
  'person-command': 'src/cloud/host/person-command.ts',
  'distribute-command': 'src/cloud/host/distribute-command.ts',
}

export function hostOptions(name) {
  return {
    ...nodeBundle({
      target: 'node20',
      // PGlite finds its WebAssembly beside itself; WeChat's SDK is slow to bundle and not wanted here.
      external: ['@electric-sql/pglite', '@electric-sql/pglite/*', 'wx-server-sdk'],
    }),
    entryPoints: [inRoot(entries[name])],
    outfile: inRoot('dist/host', `${name}.cjs`),
    sourcemap: true,
  }
}

export const hasHost = (name) => existsSync(inRoot(entries[name]))

export async function buildHost(name = 'main') {
  if (!hasHost(name)) throw new TaskError(`${entries[name]} is missing: there is nothing to run`)
  await build(hostOptions(name))
}
