import { maskName, maskPhone, maskRoom } from '#domain/masking'

test.each([
  ['王秀英', '王*'],
  ['李', '李*'],
  ['欧阳修', '欧*'],
  ['𠮷野家', '𠮷*'],
  ['', '*'],
])('%s is shown as %s', (name, shown) => expect(maskName(name)).toBe(shown))

test.each([
  ['19912341234', '199****1234'],
  ['+8619912341234', '86199****1234'],
  ['0512-67890123', '0512****0123'],
  ['96110', '****10'],
  ['110', '****'],
])('the phone %s is shown as %s', (phone, shown) => expect(maskPhone(phone)).toBe(shown))

test.each([
  ['902', '9**'],
  ['1104', '11**'],
  ['A12', 'A**'],
  ['12', '**'],
])('the room %s is shown as %s', (room, shown) => expect(maskRoom(room)).toBe(shown))
