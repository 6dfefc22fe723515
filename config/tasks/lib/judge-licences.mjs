/** Lines that say what is wrong; none: all of it may ship. */
export function judgeLicences(packages, { allowed, sayNone }) {
  const wrong = packages.flatMap(({ name, version, licence }) => {
    if (licence === null) return name in sayNone ? [] : [`${name}@${version} names no licence`]
    return mayShip(licence, new Set(allowed)) ? [] : [`${name}@${version} is under ${licence}`]
  })
  const silent = new Set(packages.filter(({ licence }) => licence === null).map(({ name }) => name))
  const stale = Object.keys(sayNone).filter((name) => !silent.has(name))
  return [...wrong, ...stale.map((name) => `sayNone has ${name}, which names a licence or is not here any more`)]
}

/** Of an OR one is chosen, of an AND all hold. `(A OR B) AND C` in full is nothing that any package says. */
function mayShip(expression, allowed) {
  const plain = expression.replace(/^\((.*)\)$/, '$1')
  if (/[()]/.test(plain)) return false
  return plain.split(' OR ').some((choice) => choice.split(' AND ').every((one) => allowed.has(one.trim())))
}
