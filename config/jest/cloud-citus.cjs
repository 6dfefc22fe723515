// Needs TEST_CITUS_URL: a database on a Citus coordinator whose workers were added there.
module.exports = require('./node-project.cjs')('cloud-citus', ['cloud'], {
  testPathIgnorePatterns: ['/node_modules/', '\\.office\\.test\\.ts$'],
  setupFiles: [require.resolve('./database-citus.cjs')],
  globalSetup: '<rootDir>/test/support/start-citus.ts',
  globalTeardown: '<rootDir>/test/support/stop-citus.ts',
})
