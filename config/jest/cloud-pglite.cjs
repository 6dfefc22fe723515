module.exports = require('./node-project.cjs')('cloud-pglite', ['cloud'], {
  setupFiles: [require.resolve('./database-pglite.cjs')],
})
