// npm run db:distribute: cuts the server's data by unit over the nodes of a Citus cluster.
import { hostCommand } from './lib/host-command.mjs'

await hostCommand('distribute-command')
