// npm run roll-up: counts every unit’s figures anew from its records.
import { hostCommand } from './lib/host-command.mjs'

await hostCommand('roll-up-command')
