// TypeScript to CommonJS for every Jest project, by esbuild: a tenth of what Babel takes. It does not hoist jest.mock.
const esbuild = require('esbuild')
const path = require('node:path')

const loaders = { '.ts': 'ts', '.tsx': 'tsx', '.mjs': 'js', '.js': 'js', '.jsx': 'jsx' }

function adaptTaro(source, file) {
  // The page hooks (useLoad, useDidShow …) are put on Taro by the same loader that Taro's web build uses.
  if (file.includes('test-utils-react/dist/jest/runtime/taro-h5.js')) {
    return require('@tarojs/plugin-framework-react/dist/api-loader.js')(source)
  }
  // The printer behind TestUtils.html() knows an element by its class's name, and these classes have none.
  return source.replaceAll('proxyCustomElement(class extends ', 'proxyCustomElement(class TaroElement extends ')
}

module.exports = {
  process(source, file) {
    const text = adaptTaro(source, file)
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
