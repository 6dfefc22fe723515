/** What each layer of src/ may import, itself included in silence. The folder names are the architecture. */
const ui = ['domain', 'contract', 'sync', 'words', 'stores', 'components']
const layers = {
  domain: [],
  contract: ['domain'],
  sync: ['domain', 'contract'],
  platform: ['domain', 'contract', 'sync'],
  words: ['domain', 'contract'],
  stores: ['domain', 'contract', 'sync', 'words'],
  components: ['domain', 'contract', 'sync', 'words', 'stores'],
  pages: ui,
  account: ui,
  police: ui,
  community: ui,
  street: ui,
  cloud: ['domain', 'contract', 'words'],
}

// Files at the top of src/ (app.tsx, compose.ts, styles) belong to no layer; only pages' own files may be reached from them.
const layerRules = Object.entries(layers).map(([layer, allowed]) => ({
  name: `${layer}-imports`,
  comment: `src/${layer} may import only ${[layer, ...allowed].join(', ')}`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: { path: '^src/.+/', pathNot: [layer, ...allowed].map((name) => `^src/${name}/`) },
}))

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'platform-only-from-compose',
      comment: 'Ports are handed in; src/compose.ts alone knows who implements them',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/platform/', '^src/compose\\.ts$'] },
      to: { path: '^src/platform/' },
    },
    {
      name: 'compose-only-from-app',
      comment: 'Layers get their ports by parameter; a layer that reaches for compose.ts knows the platform after all',
      severity: 'error',
      from: { path: '^src/(domain|contract|sync|platform|words|stores|components|cloud)/' },
      to: { path: '^src/[^/]+$' },
    },
    {
      name: 'app-never-sees-cloud',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cloud/' },
      to: { path: '^src/cloud/' },
    },
    {
      name: 'words-only-in-files',
      comment: 'Of the cloud only what it writes to files is read by people; everything else is worded by the app',
      severity: 'error',
      from: { path: '^src/cloud/', pathNot: '^src/cloud/export/' },
      to: { path: '^src/words/' },
    },
    {
      name: 'pure-core',
      comment: 'domain, contract and sync run on every end, so they know no platform',
      severity: 'error',
      from: { path: '^src/(domain|contract|sync)/' },
      to: { path: 'node_modules/(@tarojs/|react/|react-dom/|zustand/)' },
    },
    {
      name: 'no-node-in-core-or-app',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cloud/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'taro-only-in-platform-and-ui',
      severity: 'error',
      from: { path: '^src/(stores|cloud)/' },
      to: { path: 'node_modules/@tarojs/' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-test-in-src', severity: 'error', from: { path: '^src/' }, to: { path: '^test/' } },
    {
      name: 'no-dev-dependency-in-src',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
    { name: 'resolvable', severity: 'error', from: { path: '^src/' }, to: { couldNotResolve: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
