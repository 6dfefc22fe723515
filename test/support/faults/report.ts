import { appendFileSync } from 'node:fs'

/** A line of the table at the end of `npm run test:hard`; elsewhere nobody asked. */
export function report(fault: string, figure: string): void {
  const file = process.env.HARD_REPORT
  if (file === undefined) return
  appendFileSync(file, `${JSON.stringify({ engine: process.env.QIAOMEN_TEST_DATABASE ?? 'pglite', fault, figure })}\n`)
}
