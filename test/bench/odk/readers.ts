import { strFromU8, unzipSync } from 'fflate'
import type { ExportAnswer } from '../../../src/contract/export'
import { dayOf, type LocalDate } from '../../../src/domain/time'
import { tokenOf } from '../../support/calls'
import { newOperationId } from '../../support/field-fixture'
import { type HttpClient, httpClient } from '../http-client'
import type { Grounds } from '../own-server'
import type { Shape } from '../push/shape'
import type { OurSide } from '../push/sides'
import { makeTowns, personOf } from '../street-year/towns'
import type { Central } from './central'

/** A way to take out everything that was sent. */
export interface Reader {
  readonly name: 'ours, workbooks' | 'OData, whole' | 'OData, pages of 1,000' | 'CSV, zipped'
  /** To the last byte. */
  read(): Promise<readonly Buffer[]>
  /** How many records are in it: counted when the clock has stopped. */
  recordsIn(parts: readonly Buffer[]): number
}

/** What 导出 does, for each community by its secretary, one after the other: made, then fetched. */
export async function ourReader(
  grounds: Grounds,
  { database, host }: OurSide,
  shape: Shape,
  first: LocalDate,
): Promise<Reader> {
  if (database === null) throw new Error('on PostgreSQL')
  const towns = makeTowns(shape.communities, shape.buildings, first).communities
  const secretaries = await grounds.fill(database, async (context) => {
    const all: { readonly unit: string; readonly token: string }[] = []
    for (const town of towns)
      all.push({ unit: town.unit.id, token: await tokenOf(context, personOf(town, 'secretary')) })
    return all
  })
  const client = httpClient(host.url)
  grounds.onEnd(client.close)
  return {
    name: 'ours, workbooks',
    async read() {
      const files: Buffer[] = []
      for (const { unit, token } of secretaries) {
        const what = { kind: 'records', from: first, to: dayOf(Date.now()) }
        const body = JSON.stringify({ action: 'make', unit, id: newOperationId(), what })
        const { text } = await client.post('/fn/export', body, token)
        const answer = JSON.parse(text) as ExportAnswer
        if (answer.state !== 'ready') throw new Error(text)
        files.push(await fetched(client, answer.url))
      }
      return files
    },
    recordsIn: (files) => files.reduce((sum, file) => sum + visitsIn(file), 0),
  }
}

/** The rows of 走访, without its header and the line that says whose copy it is. */
function visitsIn(file: Buffer): number {
  const sheet = unzipSync(file)['xl/worksheets/sheet2.xml']
  if (sheet === undefined) throw new Error('a workbook without its sheet')
  return strFromU8(sheet).split('<row ').length - 1 - 2
}

export function centralReaders(grounds: Grounds, { url, form, reader }: Central): readonly Reader[] {
  const client = httpClient(url)
  grounds.onEnd(client.close)
  const rowsIn = (pages: readonly Buffer[]) =>
    pages.reduce((sum, page) => sum + (JSON.parse(page.toString('utf8')) as { value: unknown[] }).value.length, 0)
  return [
    {
      name: 'OData, whole',
      read: async () => [await fetched(client, `${form}.svc/Submissions`, reader)],
      recordsIn: rowsIn,
    },
    {
      name: 'OData, pages of 1,000',
      async read() {
        const pages: Buffer[] = []
        for (let next: string | null = `${form}.svc/Submissions?%24top=1000`; next !== null; ) {
          const page: Buffer = await fetched(client, next, reader)
          pages.push(page)
          next = linkIn(page)
        }
        return pages
      },
      recordsIn: rowsIn,
    },
    {
      name: 'CSV, zipped',
      read: async () => [await fetched(client, `${form}/submissions.csv.zip`, reader)],
      recordsIn: ([file]) => linesIn(file),
    },
  ]
}

/** Where the next page is; looked for, and the page not read for it. */
function linkIn(page: Buffer): string | null {
  const at = page.lastIndexOf('"@odata.nextLink":"')
  if (at < 0) return null
  const [, link = ''] = /"@odata\.nextLink":"([^"]+)"/.exec(page.toString('utf8', at, at + 2000)) ?? []
  const { pathname, search } = new URL(link)
  return `${pathname}${search}`
}

/** No value of a visit has a line's end in it; the first line is the header. */
function linesIn(file: Buffer | undefined): number {
  const [csv] = Object.values(unzipSync(file ?? new Uint8Array()))
  return (
    strFromU8(csv ?? new Uint8Array())
      .trimEnd()
      .split('\n').length - 1
  )
}

async function fetched(client: HttpClient, at: string, token?: string): Promise<Buffer> {
  const { status, bytes } = await client.get(at, token)
  if (status !== 200) throw new Error(`${at}: ${status} ${bytes.toString('utf8', 0, 1000)}`)
  return bytes
}
