const projects = ['core', 'ui', 'cloud-pglite', 'cloud-postgres', 'cloud-citus', 'office', 'weapp', 'e2e']

module.exports = {
  rootDir: require('node:path').resolve(__dirname, '..'),
  projects: projects.map((name) => `<rootDir>/config/jest/${name}.cjs`),
  maxWorkers: 2,
  testSequencer: require.resolve('./jest/longest-first.cjs'),
  // Building PGlite's first database takes 6 s on two quiet cores, a browser's first page nearly as long; shared, three times that.
  testTimeout: 60_000,
}
