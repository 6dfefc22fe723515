// npm run keys:rotate [-- --data] [--later] [--status]: wraps every unit's keys anew; with --data closes every sealed value anew.
import { hostCommand } from './lib/host-command.mjs'

await hostCommand('keys-rotate-command')
