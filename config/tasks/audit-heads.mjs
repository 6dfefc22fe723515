// npm run audit:heads -- --out <file>: writes down where every unit's chain ends.
import { hostCommand } from './lib/host-command.mjs'

await hostCommand('audit-heads-command')
