import { addressKey } from '#cloud/limits/address-key'
import { plainAddress } from '#cloud/limits/plain-address'

test.each([
  '::ffff:198.51.100.1',
  '::FFFF:198.51.100.1',
  '0:0:0:0:0:ffff:198.51.100.1',
  '::ffff:c633:6401',
  '198.51.100.1',
])('%s is the caller 198.51.100.1', (written) => {
  expect(plainAddress(written)).toBe('198.51.100.1')
  expect(addressKey(written)).toBe('198.51.100.1')
})

test.each(['::1', '2001:db8::ffff:1:2', '2001:db8::ffff:198.51.100.1', '::ffff', 'ffff:198.51.100.1', 'unknown', ''])(
  '%s is left as it is',
  (written) => {
    expect(plainAddress(written)).toBe(written)
  },
)
