// Needs dist/h5 and dist/host; npm test builds them first.
module.exports = require('./node-project.cjs')('e2e', ['e2e'])
