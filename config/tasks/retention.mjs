// npm run retention [-- --dry-run] [--unit <unit>]: what is kept for a time and is due goes, or is listed.
import { hostCommand } from './lib/host-command.mjs'

await hostCommand('retention-command')
