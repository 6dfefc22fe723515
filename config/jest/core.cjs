module.exports = require('./node-project.cjs')('core', ['domain', 'contract', 'sync', 'support', 'config', 'bench'])
