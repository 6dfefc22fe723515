module.exports = require('./node-project.cjs')('cloud-postgres', ['cloud'], {
  testPathIgnorePatterns: ['/node_modules/', '\\.(citus|office)\\.test\\.ts$'],
  setupFiles: [require.resolve('./database-postgres.cjs')],
  globalSetup: '<rootDir>/test/support/start-postgres.ts',
  globalTeardown: '<rootDir>/test/support/stop-postgres.ts',
})
