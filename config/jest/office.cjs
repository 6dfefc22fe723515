// Opens what the cloud writes in LibreOffice and reads what it prints.
module.exports = {
  ...require('./node-project.cjs')('office', ['cloud']),
  testMatch: ['<rootDir>/test/cloud/**/*.office.test.ts'],
}
