module.exports = require('./node-project.cjs')('cloud-pglite', ['cloud'], {
  // Some promises are PostgreSQL's alone: a cloud function opens nothing else, several processes share no folder.
  testPathIgnorePatterns: ['/node_modules/', '\\.(postgres|citus|office)\\.test\\.ts$'],
  setupFiles: [require.resolve('./database-pglite.cjs')],
  globalSetup: '<rootDir>/test/support/start-pglite.ts',
})
