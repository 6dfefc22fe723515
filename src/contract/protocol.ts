/**
 * The wire's version and its history. A test hashes every schema: no shape changes unless a line is added here. The cloud serves
 * every version listed; a device that names another is told to update, and keeps its records.
 */
export const PROTOCOL = 2

export interface ProtocolVersion {
  readonly version: number
  readonly what: string
  /** Of the schemas, as `test/contract/protocol.test.ts` computes it. */
  readonly hash: string
}

export const protocolHistory: readonly ProtocolVersion[] = [
  {
    version: 1,
    what: 'Visits, leaflets, activities, assignments; push, pull, building; the secretary’s queries; ledgers',
    hash: 'a970f9997d4fc3a9',
  },
  {
    version: 2,
    what: 'Alerts and 见面劝阻: their operations, cases in the pull, the pages’ queries, photos; an officer’s communities; the key of what lies on a device alone',
    hash: '5414445aa942e67e',
  },
]
