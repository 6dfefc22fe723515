// TypeScript to CommonJS for every Jest project, by esbuild: a tenth of what Babel takes. It does not hoist jest.mock.
const esbuild = require('esbuild')
const { createHash } = require('node:crypto')
const { readFileSync } = require('node:fs')
const path = require('node:path')

const self = readFileSync(__filename, 'utf8')

const loaders = { '.ts': 'ts', '.tsx': 'tsx', '.mjs': 'js', '.cjs': 'js', '.js': 'js', '.jsx': 'jsx' }

const plainView = path.resolve(__dirname, '../../src/components/plain-view.ts')

/** As `own-components.cjs` does for the web's build. */
function withPlainViews(source) {
  return source.replace(/^import \{([^}]*)\bView\b([^}]*)\} from '@tarojs\/components'$/m, (_, before, after) => {
    const others = `${before}${after}`.split(',').filter((name) => name.trim() !== '')
    return `import { View } from '${plainView}'; import {${others}} from '@tarojs/components'`
  })
}

function adaptTaro(source, file) {
  // The page hooks (useLoad, useDidShow …) are put on Taro by the same loader that Taro's web build uses.
  if (file.includes('test-utils-react/dist/jest/runtime/taro-h5.js')) {
    return require('@tarojs/plugin-framework-react/dist/api-loader.js')(source)
  }
  // The printer behind TestUtils.html() knows an element by its class's name, and these classes have none.
  return source.replaceAll('proxyCustomElement(class extends ', 'proxyCustomElement(class TaroElement extends ')
}

/** PGlite comes as CommonJS that imports Node's modules dynamically, which Jest's context refuses. */
function adaptPglite(source) {
  return `const importByRequire = async (name) => require(name);${source.replaceAll(/\bimport\(/g, 'importByRequire(')}`
}

module.exports = {
  // Jest by itself would not notice that this file has changed.
  getCacheKey: (source, file, { transformerConfig }) =>
    createHash('sha256')
      .update([self, esbuild.version, file, source, JSON.stringify(transformerConfig)].join('\0'))
      .digest('hex'),
  process(source, file) {
    if (file.includes('/@electric-sql/')) return { code: adaptPglite(source) }
    const text = withPlainViews(adaptTaro(source, file))
    return esbuild.transformSync(text, {
      loader: loaders[path.extname(file)] ?? 'js',
      format: 'cjs',
      target: 'node20',
      supported: { 'dynamic-import': false },
      jsx: 'automatic',
      sourcemap: 'inline',
      sourcefile: file,
      define: { BUILD_VERSION: '"test"', 'import.meta.url': 'importMetaUrl' },
      ...(text.includes('import.meta.url') && {
        banner: `const importMetaUrl = require('node:url').pathToFileURL(__filename).href;`,
      }),
    })
  },
}
