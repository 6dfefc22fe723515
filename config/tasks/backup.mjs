// npm run backup -- --out <file>: everything in one sealed file.
import { hostCommand } from './lib/host-command.mjs'

await hostCommand('backup-command')
