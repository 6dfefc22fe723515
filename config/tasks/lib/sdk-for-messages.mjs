/**
 * What WeChat's SDK brings along and sending a message never reaches: its database, models of AI, tickets of a sign-in of one's own, a
 * bucket's XML, endings of files. Two thirds of what `timer` would weigh. Reached all the same, each says so by its name.
 */
const leftOut =
  /^(@cloudbase\/(ai|app|database|wx-cloud-client-sdk)|jsonwebtoken|mime-db|mime-types|web-streams-polyfill.*|xml2js)$/
const partOfSdk = /node_modules[\\/](wx-server-sdk|@cloudbase|form-data)[\\/]/

const contentsOf = (name) => `module.exports = new Proxy({}, {
  get(_, key) {
    if (typeof key === 'symbol' || key === '__esModule' || key === 'default') return undefined
    throw new Error(${JSON.stringify(`${name} is left out of this bundle (config/tasks/lib/sdk-for-messages.mjs)`)})
  },
})`

export const sdkForMessages = {
  name: 'sdk-for-messages',
  setup(build) {
    build.onResolve({ filter: leftOut }, ({ path, importer }) =>
      partOfSdk.test(importer) ? { path, namespace: 'left-out' } : undefined,
    )
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => ({ contents: contentsOf(path) }))
  },
}
