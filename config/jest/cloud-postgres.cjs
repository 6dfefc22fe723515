module.exports = require('./node-project.cjs')('cloud-postgres', ['cloud'], {
  setupFiles: [require.resolve('./database-postgres.cjs')],
  globalSetup: '<rootDir>/test/support/start-postgres.ts',
  globalTeardown: '<rootDir>/test/support/stop-postgres.ts',
})
