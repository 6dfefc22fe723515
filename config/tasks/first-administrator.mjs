// npm run first-administrator -- --street <id> --street-name <name> --name <person>: opens a street on a real server.
import { hostCommand } from './lib/host-command.mjs'

await hostCommand('first-administrator-command')
