module.exports = require('./node-project.cjs')('cloud-pglite', ['cloud'], {
  // A cloud function opens PostgreSQL only.
  testPathIgnorePatterns: ['/node_modules/', '/test/cloud/host/wechat\\.test\\.ts$'],
  setupFiles: [require.resolve('./database-pglite.cjs')],
})
