const path = require('node:path')

const components = require.resolve('@tarojs/components/lib/react/components.js')
/** In place of Taro's. */
const own = { View: path.resolve(__dirname, '../src/components/plain-view.ts') }

/**
 * On the web: `import { View, Picker } from '@tarojs/components'` as an import of each. All of Taro's components stand in one module, and
 * a module is never split, so every page would load the pickers and fields that some pages show; by a query webpack takes one as its own.
 */
module.exports = function ownComponents({ types: t }) {
  return {
    name: 'own-components',
    visitor: {
      ImportDeclaration(declaration) {
        const { source, specifiers, importKind } = declaration.node
        if (source.value !== '@tarojs/components' || importKind === 'type') return
        const named = specifiers.filter((one) => t.isImportSpecifier(one) && one.importKind !== 'type')
        declaration.replaceWithMultiple(
          named.map((one) => {
            const { name } = one.imported
            return t.importDeclaration([one], t.stringLiteral(own[name] ?? `${components}?${name}`))
          }),
        )
      },
    },
  }
}
