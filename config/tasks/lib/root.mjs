import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..')
export const inRoot = (...parts) => path.join(root, ...parts)
/** A tool of node_modules, run by this very Node: no shell, no npx, the same on every system. */
export const tool = (file) => inRoot('node_modules', file)
