const unreachable = /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOAUDIT)$/

/**
 * What npm's audit (report version 2) comes to. `reasons`: {advisory, package, why, until}, the day after which it has to be thought of
 * again. Kinds: clean, found, not-answered, failed.
 */
export function judgeAudit(text, reasons, today) {
  // npm may write warnings before it.
  const answer = parse(text.slice(text.indexOf('{')))
  if (answer === null) return { kind: 'failed', lines: [text.trim().slice(0, 400)] }
  if (typeof answer.vulnerabilities !== 'object' || answer.vulnerabilities === null) {
    const { uri = '', message = '', error = {} } = answer
    const silent = uri.includes('/-/npm/v1/security/') || unreachable.test(error.code ?? '')
    return { kind: silent ? 'not-answered' : 'failed', lines: [message || error.summary || JSON.stringify(answer)] }
  }
  const holes = holesOf(answer.vulnerabilities)
  const known = new Map(reasons.map((reason) => [`${reason.advisory} ${reason.package}`, reason]))
  const wrong = holes.flatMap(({ id, name, severity, title }) => {
    const reason = known.get(`${id} ${name}`)
    if (reason === undefined) return [`${severity}: ${name}: ${title} (${id})`]
    return reason.until < today ? [`the reason for ${id} in ${name} ran out on ${reason.until}`] : []
  })
  const found = new Set(holes.map(({ id, name }) => `${id} ${name}`))
  const stale = [...known.keys()].filter((key) => !found.has(key)).map((key) => `${key} is found no longer`)
  const lines = [...wrong, ...stale]
  if (lines.length > 0) return { kind: 'found', lines }
  return { kind: 'clean', lines: reasons.map(({ advisory, package: name, why }) => `${advisory} in ${name}: ${why}`) }
}

/** An advisory stands at the package that it is about; those that merely depend on it name that package. */
function holesOf(vulnerabilities) {
  const all = Object.values(vulnerabilities).flatMap(({ name, via }) =>
    via
      .filter((one) => typeof one === 'object' && (one.severity === 'high' || one.severity === 'critical'))
      .map(({ url = '', title, severity }) => ({ id: url.slice(url.lastIndexOf('/') + 1), name, title, severity })),
  )
  return [...new Map(all.map((hole) => [`${hole.id} ${hole.name}`, hole])).values()]
}

function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
