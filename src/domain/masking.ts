/** What is shown of a resident until somebody with a task and a reason asks (N01). Characters are counted, not UTF-16 units. */

/** `王秀英` → `王*`: the family name alone, however long the rest is. */
export function maskName(name: string): string {
  const [first] = [...name.trim()]
  return first === undefined ? '*' : `${first}*`
}

/** `19912341234` → `199****1234`; a shorter number keeps its last two digits. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  if (digits.length >= 11) return `${digits.slice(0, digits.length - 8)}****${digits.slice(-4)}`
  return digits.length > 4 ? `****${digits.slice(-2)}` : '****'
}

/** `青枫苑3幢902` → `青枫苑3幢9**`: its last number, where it is a room's. */
export function maskAddress(address: string): string {
  return address.replace(/([A-Za-z]?\d{2,})(?=\D*$)/, maskRoom)
}

/** `902` → `9**`, `1104` → `11**`: the floor helps to find the way, the door is hidden. */
export function maskRoom(room: string): string {
  const characters = [...room]
  return characters.length <= 2 ? '**' : `${characters.slice(0, -2).join('')}**`
}
