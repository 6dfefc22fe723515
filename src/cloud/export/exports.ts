import type { FolderExports } from './folder-exports'
import type { S3Exports } from './s3-exports'

export type Exports = FolderExports | S3Exports
