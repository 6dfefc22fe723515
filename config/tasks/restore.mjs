// npm run restore -- --from <file>: a backup into an empty database.
import { hostCommand } from './lib/host-command.mjs'

await hostCommand('restore-command')
