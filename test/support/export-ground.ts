import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { folderExports } from '#cloud/export/folder-exports'
import type { Answer } from '#cloud/handlers/handler'
import { createHttpServer } from '#cloud/host/server'
import type { ExportAnswer, ExportWhat } from '#contract/export'
import type { OperationId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { call, tokenOf } from './calls'
import { portOf } from './fake-s3'
import { newOperationId, type TestContext } from './field-fixture'
import { fieldUnderTest } from './field-under-test'

export const week: ExportWhat = {
  kind: 'records',
  from: '2021-03-26' as Extract<ExportWhat, { kind: 'records' }>['from'],
  to: '2021-04-01' as Extract<ExportWhat, { kind: 'records' }>['to'],
}

/** A field whose server lays files into a folder and serves them. */
export function exportGround() {
  const under = fieldUnderTest()
  let context: TestContext
  let folder: string
  let server: Server
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'qiaomen-exports-'))
    context = { ...under.context, exports: folderExports(folder, new Uint8Array(32).fill(5)) }
    server = createHttpServer(context, under.database)
    await new Promise<void>((resolve) => server.listen(0, resolve))
  })
  afterEach(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    rmSync(folder, { recursive: true, force: true })
  })

  async function ask(
    body: object,
    actor: Staff = under.field.secretary,
    within: TestContext = context,
  ): Promise<Answer> {
    return call(within, 'export', { unit: under.field.unit, ...body }, await tokenOf(within, actor))
  }
  return {
    under,
    get context() {
      return context
    },
    ask,
    make: (what: ExportWhat = week, id: OperationId = newOperationId(), actor?: Staff, within?: TestContext) =>
      ask({ action: 'make', id, what }, actor, within),
    /** Of a file that must be ready. */
    ready({ body }: Answer): Extract<ExportAnswer, { state: 'ready' }> {
      const answer = body as ExportAnswer
      if (answer.state !== 'ready') throw new Error(JSON.stringify(answer))
      return answer
    },
    fetch: (url: string, init?: RequestInit) => fetch(`http://127.0.0.1:${portOf(server)}${url}`, init),
    files: () =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name),
    logged: () =>
      context.db
        .selectFrom('operation')
        .select(['staff_id', 'subject', 'content'])
        .where('unit_id', '=', under.field.unit)
        .where('type', '=', 'export.made')
        .execute(),
  }
}
