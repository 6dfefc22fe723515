const path = require('node:path')
const defineJestConfig = require('@tarojs/test-utils-react/dist/jest.js').default

const style = require.resolve('./style-stub.cjs')
const transformer = require.resolve('./esbuild-transformer.cjs')

module.exports = defineJestConfig({
  displayName: 'ui',
  rootDir: path.resolve(__dirname, '../..'),
  testEnvironment: 'jsdom',
  testMatch: ['platform', 'stores', 'components', 'pages', 'account', 'community', 'police', 'street'].map(
    (folder) => `<rootDir>/test/${folder}/**/*.test.{ts,tsx}`,
  ),
  setupFiles: [require.resolve('./ui-environment.cjs')],
  setupFilesAfterEnv: [require.resolve('./ui-setup.ts')],
  moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'json', 'jsx'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/', '<rootDir>/.swc/'],
  // Taro's packages are published as modules only, so node_modules is transformed too.
  transform: { '^.+\\.(m?jsx?|tsx?)$': transformer },
  transformIgnorePatterns: ['/node_modules/.*\\.cjs$', '/node_modules/(react|react-dom|scheduler|jsdom)/'],
  moduleNameMapper: {
    '@tarojs/router$': '<rootDir>/node_modules/@tarojs/router/dist/index.cjs.js',
    '^swiper/': style,
    '\\.css$': style,
  },
})
// Two options of the whole run that the helper sets; Jest warns of them in one project among others.
delete module.exports.bail
delete module.exports.verbose
delete module.exports.collectCoverageFrom
delete module.exports.globals['ts-jest']
delete module.exports.globals['babel-jest']
