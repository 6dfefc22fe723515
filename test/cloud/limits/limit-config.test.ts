import { ConfigError, envToConfig, readEnv } from '#cloud/config'
import { addressOf } from '#cloud/host/address-of'
import { addressKey } from '#cloud/limits/address-key'
import { usualLimits } from '#cloud/limits/limit-config'
import { trusts } from '#cloud/limits/trusted-proxies'

const config = (source: Record<string, string>) => envToConfig(readEnv(source))

test('limits are as usual where nothing is said, and what is named replaces them one by one', () => {
  expect(config({}).limits).toEqual(usualLimits)
  expect(config({ RATE_LIMITS: 'address=12000, device=off' }).limits).toEqual({
    ...usualLimits,
    address: 12_000,
    device: null,
  })
  expect(Object.values(config({ RATE_LIMITS: 'off' }).limits)).toEqual([null, null, null, null, null])
})

test.each(['12000', 'adress=5', 'person=0', 'person=-1', 'person=1e3', 'person=', 'off,person=1'])(
  'RATE_LIMITS=%s stops the start with a sentence',
  (text) => {
    expect(() => config({ RATE_LIMITS: text })).toThrow(ConfigError)
    expect(() => config({ RATE_LIMITS: text })).toThrow(/^RATE_LIMITS must be "off"/)
  },
)

test.each(['all', '10.0.0.0/33', '10.0.0', '::1/129', '10.0.0.1,,', '0.0.0.0/0/0'])(
  'TRUSTED_PROXIES=%s stops the start with a sentence',
  (text) => {
    expect(() => config({ TRUSTED_PROXIES: text })).toThrow(/^TRUSTED_PROXIES must be "near"/)
  },
)

const from = (source: Record<string, string>, peer: string, told?: string) => {
  const headers = told === undefined ? {} : { 'x-forwarded-for': told }
  return addressOf({ socket: { remoteAddress: peer }, headers } as never, trusts(config(source).proxies))
}

test('where nobody said that there is a proxy nobody is believed, not even this very machine', () => {
  for (const peer of ['127.0.0.1', '192.168.1.7', '203.0.113.9']) expect(from({}, peer, '198.51.100.1')).toBe(peer)
  expect(from({ BEHIND_TLS: 'yes', TRUSTED_PROXIES: 'none' }, '127.0.0.1', '198.51.100.1')).toBe('127.0.0.1')
})

test('behind TLS a proxy near by is believed, but only for the last address, which it saw itself', () => {
  const tls = { BEHIND_TLS: 'yes' }
  for (const peer of ['127.0.0.1', '::ffff:127.0.0.1', '::1', '172.17.0.2', 'fd00::5'])
    expect(from(tls, peer, '1.1.1.1, 198.51.100.1')).toBe('198.51.100.1')
  expect(from(tls, '203.0.113.9', '198.51.100.1')).toBe('203.0.113.9')
})

test('a proxy that was named is believed, and its neighbour is not', () => {
  const named = { TRUSTED_PROXIES: '203.0.113.9, 10.1.0.0/16' }
  expect(from(named, '203.0.113.9', '198.51.100.1')).toBe('198.51.100.1')
  expect(from(named, '10.1.2.3', '198.51.100.1')).toBe('198.51.100.1')
  expect(from(named, '10.2.0.1', '198.51.100.1')).toBe('10.2.0.1')
  expect(from(named, '127.0.0.1', '198.51.100.1')).toBe('127.0.0.1')
})

test('what a proxy says that is no address is none; a port behind it is left out', () => {
  const tls = { BEHIND_TLS: 'yes' }
  for (const told of ['unknown', 'x'.repeat(5000), '', ',', '1.2.3', '198.51.100.1, '])
    expect(from(tls, '127.0.0.1', told)).toBe('127.0.0.1')
  expect(from(tls, '127.0.0.1', '198.51.100.1:4711')).toBe('198.51.100.1')
  expect(from(tls, '127.0.0.1', '[2001:db8::1]:4711')).toBe('2001:db8::1')
})

test('all addresses of one IPv6 network are one caller, and IPv4 is the same however it is written', () => {
  const keys = ['2001:db8:1:2::9', '2001:0DB8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2:0:0:0:1%eth0'].map(addressKey)
  expect(new Set(keys)).toEqual(new Set(['2001:db8:1:2']))
  expect(addressKey('2001:db8:1:3::9')).not.toBe(keys[0])
  expect(addressKey('::1')).toBe('0:0:0:0')
  expect(addressKey('::ffff:198.51.100.1')).toBe(addressKey('198.51.100.1'))
})
