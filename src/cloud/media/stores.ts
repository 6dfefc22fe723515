import type { FolderStore } from './folder-store'
import type { S3Store } from './s3-store'

export type PhotoStore = FolderStore | S3Store
