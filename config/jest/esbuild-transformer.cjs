// TypeScript to CommonJS for every Jest project, by esbuild: a tenth of what Babel takes. It does not hoist jest.mock.
const esbuild = require('esbuild')
const path = require('node:path')

const loaders = { '.ts': 'ts', '.tsx': 'tsx', '.mjs': 'js', '.js': 'js', '.jsx': 'jsx' }

module.exports = {
  process(source, file) {
    // The page hooks (useLoad, useDidShow …) are put on Taro by the same loader that Taro's web build uses.
    const isTaroEntry = file.includes('test-utils-react/dist/jest/runtime/taro-h5.js')
    const text = isTaroEntry ? require('@tarojs/plugin-framework-react/dist/api-loader.js').default(source) : source
    return esbuild.transformSync(text, {
      loader: loaders[path.extname(file)] ?? 'js',
      format: 'cjs',
      target: 'node20',
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
