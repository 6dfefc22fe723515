import fc from 'fast-check'
import { codeIn, invitationText, makeCode, readCode, spellCode, stateOfInvitation } from '#domain/invitation'

const from = (bytes: readonly number[]) => {
  let next = 0
  return () => bytes[next++ % bytes.length] ?? 0
}

test('a code is read back however it was typed', () =>
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 40, maxLength: 40 }), (bytes) => {
      const code = makeCode(from([...bytes, ...bytes.map((_, index) => index)]))
      expect(code).toHaveLength(8)
      for (const typed of [
        code,
        spellCode(code),
        code.toLowerCase(),
        ` ${spellCode(code).replace('-', ' ')} `,
        code.replace(/(.)/g, '$1 '),
      ])
        expect(readCode(typed)).toBe(code)
    }),
  ))

test('no letter of a code is taken for another, and none spells a word', () => {
  const codes = Array.from({ length: 200 }, (_, start) =>
    makeCode(from(Array.from({ length: 64 }, (_, index) => (start * 37 + index * 11) % 256))),
  )
  expect(codes.join('')).not.toMatch(/[01ILOUVAE]/)
})

test('every letter is as likely as another: what would favour some is thrown away', () => {
  expect(makeCode(from([255, 250, 243, 0, 242]))).toBe(makeCode(from([0, 242])))
})

test.each(['', 'K7MQ2XW', 'K7MQ2XWDD', 'K7MQ2XWO', 'K7MQ2XW1', '青枫苑社区邀请'])('%j can’t be a code', (typed) =>
  expect(readCode(typed)).toBeNull(),
)

test('a code is open until it expires, is used up, or is taken back', () => {
  const invitation = { expiresAt: 100, revokedAt: null, uses: 2, used: 1 }
  expect(stateOfInvitation(invitation, 99)).toBe('open')
  expect(stateOfInvitation(invitation, 100)).toBe('expired')
  expect(stateOfInvitation({ ...invitation, used: 2 }, 99)).toBe('used-up')
  expect(stateOfInvitation({ ...invitation, revokedAt: 50, used: 2 }, 200)).toBe('revoked')
})

test.each([
  ['K7MQ-2XWD', 'K7MQ2XWD'],
  ['https://fz.example.cn/app/#/pages/join/index?code=K7MQ2XWD', 'K7MQ2XWD'],
  ['https://fz.example.cn/join?from=poster&code=k7mq-2xwd', 'K7MQ2XWD'],
  ['code=K7MQ2XWD', 'K7MQ2XWD'],
  ['https://fz.example.cn/app/', null],
  ['code=K7MQ', null],
  ['微信支付收款码', null],
])('of what was scanned, %s, the code is %s', (scanned, code) => expect(codeIn(scanned)).toBe(code))

test('what a QR code holds is read back, with and without a page, and a scene’s 32 characters are enough', () => {
  for (const page of [null, 'https://fz.example.cn/app/'])
    expect(codeIn(invitationText('K7MQ2XWD', page))).toBe('K7MQ2XWD')
  expect(invitationText('K7MQ2XWD', null).length).toBeLessThanOrEqual(32)
})
