import type { Operation } from '../../../src/contract/operation'

export const FORM = 'visit'

/** What a visit says, with the type of each field as XForms has it. */
const fields = {
  unit: 'string',
  author: 'string',
  device: 'string',
  door: 'string',
  started: 'dateTime',
  at: 'dateTime',
  outcome: 'string',
  adults: 'int',
  topics: 'string',
  leaflets: 'int',
  note: 'string',
} as const
type Field = keyof typeof fields
const names = Object.keys(fields) as readonly Field[]

export const visitForm = `<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>走访</h:title><model>
<instance><data id="${FORM}" version="1"><meta><instanceID/></meta>${names.map((name) => `<${name}/>`).join('')}</data></instance>
<bind nodeset="/data/meta/instanceID" type="string" readonly="true()"/>
${names.map((name) => `<bind nodeset="/data/${name}" type="${fields[name]}"/>`).join('\n')}
</model></h:head><h:body>${names.map((name) => `<input ref="/data/${name}"><label>${name}</label></input>`).join('')}</h:body></h:html>`

/** The same visit that ours is sent as JSON. */
export function submissionOf(operation: Operation): string {
  if (operation.type !== 'visit.log') throw new Error(operation.type)
  const { id, unit, author, device, at, body } = operation
  const { doorId, startedAt, outcome, adults, topics, leaflets, note } = body
  const said: Readonly<Record<Field, unknown>> = {
    unit,
    author,
    device,
    door: doorId,
    started: new Date(startedAt).toISOString(),
    at: new Date(at).toISOString(),
    outcome,
    adults,
    topics: topics?.join(' '),
    leaflets,
    note,
  }
  const filled = names.map((name) => `<${name}>${escaped(`${said[name] ?? ''}`)}</${name}>`).join('')
  return `<data id="${FORM}" version="1"><meta><instanceID>uuid:${id}</instanceID></meta>${filled}</data>`
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
