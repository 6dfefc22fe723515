// npm run station-key -- <station> "<system>" [--revoke]: a key by which another system enters a station's alerts.
import { hostCommand } from './lib/host-command.mjs'

await hostCommand('station-key-command')
