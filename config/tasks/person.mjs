// npm run person -- find|export|erase --phone <number>: what is held on one person, for that person.
import { hostCommand } from './lib/host-command.mjs'

await hostCommand('person-command')
