import { readFileSync } from 'node:fs'
import { inRoot } from './root.mjs'

/** What every bundle made by esbuild shares: the functions, the host, the commands. */
export function nodeBundle({ target, external }) {
  const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'))
  return {
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target,
    external: [...external, 'pg-native', 'cloudflare:sockets'],
    absWorkingDir: inRoot(),
    define: { BUILD_VERSION: JSON.stringify(process.env.BUILD_VERSION ?? version), 'import.meta.url': 'importMetaUrl' },
    banner: { js: `const importMetaUrl = require('node:url').pathToFileURL(__filename).href;` },
    logLevel: 'silent',
    legalComments: 'none',
    charset: 'utf8',
  }
}

export async function build(options) {
  const esbuild = await import('esbuild')
  const { TaskError } = await import('./run.mjs')
  try {
    return await esbuild.build(options)
  } catch (error) {
    if (!error.errors) throw error
    const messages = await esbuild.formatMessages(error.errors, { kind: 'error', color: false })
    throw new TaskError(messages.join('\n'))
  }
}
