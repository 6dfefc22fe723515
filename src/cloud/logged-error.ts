import * as v from 'valibot'

/** What the log keeps of an error: enough to find the fault, and no value that somebody entered. */
export interface LoggedError {
  readonly type: string
  readonly message: string
  /** PostgreSQL's SQLSTATE or Node's word. */
  readonly code?: string
  readonly table?: string
  readonly constraint?: string
  readonly column?: string
  /** Where it happened, without the message that heads a stack. */
  readonly stack: readonly string[]
  readonly cause?: LoggedError
}

const DEEPEST_CAUSE = 5
const MOST_FRAMES = 20

/**
 * Errors carry data: PostgreSQL's `detail` has the whole row, PGlite's `params` every value of the statement, a parser's `issues` its
 * input. So nothing of an error is written but what is named here, and its message only without what stands in quotes or brackets.
 */
export function loggedError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: [] }
  const stack = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    type: error.name,
    message: messageOf(error),
    ...named(error, 'code'),
    ...named(error, 'table'),
    ...named(error, 'constraint'),
    ...named(error, 'column'),
    stack: stack.slice(0, MOST_FRAMES).map((line) => line.trim()),
    ...(error.cause === undefined || depth >= DEEPEST_CAUSE ? {} : { cause: loggedError(error.cause, depth + 1) }),
  }
}

function messageOf(error: Error): string {
  if (error instanceof v.ValiError) return `${v.getDotPath(error.issues[0]) ?? 'value'} is not as its schema says`
  // V8 quotes what it could not read, and in some messages without quotation marks.
  if (error instanceof SyntaxError) return 'not readable'
  // An unknown table or column (class 42) is our own statement's fault and names nothing else.
  if ('code' in error && typeof error.code === 'string' && /^42/.test(error.code)) return error.message
  return error.message.replace(/".*"|'.*'|“.*”|\(.*\)|\{.*\}|\[.*\]/gs, '…')
}

function named<Name extends 'code' | 'table' | 'constraint' | 'column'>(
  error: Error,
  name: Name,
): { readonly [key in Name]?: string } {
  const value: unknown = Reflect.get(error, name)
  return typeof value === 'string' ? ({ [name]: value } as { readonly [key in Name]: string }) : {}
}
