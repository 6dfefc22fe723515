// Needs TEST_CITUS_URL: a database on a Citus coordinator whose workers were added there.
module.exports = require('./node-project.cjs')('cloud-citus', ['cloud'], {
  // Citus makes no plan without knowing the unit, so a push asks it to keep none; and what a server does when its own PostgreSQL breaks is held
  // on that one.
  testPathIgnorePatterns: [
    '/node_modules/',
    '\\.office\\.test\\.ts$',
    'operations/push-plans',
    'db/again',
    'cloud/hard/',
  ],
  setupFiles: [require.resolve('./database-citus.cjs')],
  globalSetup: '<rootDir>/test/support/start-citus.ts',
  globalTeardown: '<rootDir>/test/support/stop-citus.ts',
})
