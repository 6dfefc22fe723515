const Sequencer = require('@jest/test-sequencer').default

/**
 * Seconds, roughly, of the files that take longest. A fresh clone has no times of its own; Jest then begins with the largest file, and a short file
 * that takes minutes is left for the end, where the other worker waits for it.
 */
const seconds = {
  'cloud/hundred-days': 90,
  'cloud/hard/every-right': 70,
  'cloud/demo/seed-demo': 50,
  'cloud/operations/plan': 50,
  'cloud/host/retention-commands': 45,
  'cloud/operations/rollup': 45,
  'cloud/hard/full-disk': 40,
  'e2e/every-page-of-a-community': 380,
  'e2e/every-page-of-the-authorities': 380,
  'e2e/dissuasion': 90,
}

class LongestFirst extends Sequencer {
  sort(tests) {
    // What this machine has timed is Jest's to order.
    const expected = (test) => (this.time(test) === undefined ? (seconds[nameOf(test)] ?? 0) : 0)
    return [...super.sort(tests)].sort((a, b) => expected(b) - expected(a))
  }
}

/** Below test/, without its endings. */
const nameOf = ({ path }) =>
  path
    .split(/[\\/]test[\\/]/)
    .at(-1)
    .replaceAll('\\', '/')
    .replace(/(\.postgres)?\.test\.tsx?$/, '')

module.exports = LongestFirst
