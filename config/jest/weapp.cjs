// Needs dist/weapp and dist/cloud; npm test builds them first.
module.exports = require('./node-project.cjs')('weapp', ['weapp'])
