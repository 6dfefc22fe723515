import type { Compilable, CompiledQuery } from 'kysely'

/** Stands in a statement for a value that is told each time. */
class Told<Values> {
  constructor(readonly name: keyof Values) {}
}

/**
 * A statement that is built and compiled once, and from then on only told its values: for a short one that every call sends both take the
 * process longer than sending it and reading the answer.
 *
 * `build` gets a stand-in for each value, and hands it on as a parameter and nothing else: what its text depends on (a condition that is there or
 * not) is another statement.
 */
export function compiledOnce<Values extends object, Row>(
  names: readonly (keyof Values)[],
  build: (values: Values) => Compilable<Row>,
): (values: Values) => CompiledQuery<Row> {
  let compiled: CompiledQuery<Row> | undefined
  return (values) => {
    if (compiled === undefined) {
      const standIns = Object.fromEntries(names.map((name) => [name, new Told<Values>(name)]))
      // A parameter is handed on unread, so nobody sees that it is none yet.
      compiled = build(standIns as Values).compile()
    }
    const parameters = compiled.parameters.map((one) => (one instanceof Told ? values[one.name as keyof Values] : one))
    return { ...compiled, parameters }
  }
}
