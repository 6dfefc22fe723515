import { cardIn, cardText } from '#domain/card'

const code = 'qfy.AbCdEfGhIjKlMnOpQrStU_'

it('is found again in what was scanned, a link or the code alone, and in nothing else', () => {
  expect(cardIn(cardText(code, 'https://example.org/'))).toBe(code)
  expect(cardIn(cardText(code, null))).toBe(code)
  for (const other of [code, `card=${code}x`, 'card=qfy', 'https://example.org/?code=K7MQ2XWD', ''])
    expect(cardIn(other)).toBeNull()
})
