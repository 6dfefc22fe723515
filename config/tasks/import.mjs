// npm run import -- <arguments>: reads a ledger, a roster or alerts into the server's database.
import { hostCommand } from './lib/host-command.mjs'

await hostCommand('import-command')
