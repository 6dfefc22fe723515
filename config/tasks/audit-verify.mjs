// npm run audit:verify [-- --unit <unit>] [--heads <file>]: computes every unit's chain anew and names the first bad row.
import { hostCommand } from './lib/host-command.mjs'

await hostCommand('audit-verify-command')
