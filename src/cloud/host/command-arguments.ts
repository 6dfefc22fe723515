import path from 'node:path'
import { type ParseArgsConfig, parseArgs } from 'node:util'
import * as v from 'valibot'
import { ConfigError } from '#cloud/config'
import { unitId } from '#contract/scalars'
import type { UnitId } from '#domain/ids'

/** What a person typed wrong, in his words; shown above the usage. */
export class UsageError extends ConfigError {}

/** Named arguments alone; whatever else was typed is refused. */
export function valuesOf<Options extends NonNullable<ParseArgsConfig['options']>>(
  argv: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...argv], options, strict: true }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

export function unitArgument(text: string): UnitId {
  const parsed = v.safeParse(unitId, text)
  if (parsed.success) return parsed.output
  throw new UsageError(`单位编号“${text}”不对。`)
}

/** Files are named from where the person stands, not from where npm runs the script. */
export function fileArgument(text: string): string {
  return path.resolve(process.env.INIT_CWD ?? process.cwd(), text)
}
