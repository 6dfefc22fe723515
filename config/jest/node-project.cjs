const path = require('node:path')

/** A Jest project that runs on Node alone. */
module.exports = function nodeProject(displayName, folders, rest = {}) {
  return {
    displayName,
    rootDir: path.resolve(__dirname, '../..'),
    testEnvironment: 'node',
    testMatch: folders.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`),
    transform: { '\\.tsx?$|/@electric-sql/.+\\.c?js$': require.resolve('./esbuild-transformer.cjs') },
    transformIgnorePatterns: ['/node_modules/(?!@electric-sql/)'],
    moduleFileExtensions: ['ts', 'tsx', 'mjs', 'cjs', 'js', 'json'],
    modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/', '<rootDir>/.swc/'],
    ...rest,
  }
}
