import { deviceSeen } from '#cloud/session/device-seen'

const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)'
const LINUX = 'Mozilla/5.0 (X11; Linux x86_64)'
const BLINK = 'AppleWebKit/537.36 (KHTML, like Gecko)'

test.each([
  [`${WINDOWS} ${BLINK} Chrome/120.0.0.0 Safari/537.36`, 'chrome', 'windows'],
  [`${WINDOWS} ${BLINK} Chrome/120.0.0.0 Safari/537.36 Edg/120.0.0.0`, 'edge', 'windows'],
  [`${LINUX} ${BLINK} HeadlessChrome/120.0.0.0 Safari/537.36`, 'chrome', 'linux'],
  [`${LINUX} ${BLINK} Chromium/120.0.0.0 Safari/537.36`, 'chrome', 'linux'],
  ['Mozilla/5.0 (Windows NT 10.0; rv:121.0) Gecko/20100101 Firefox/121.0', 'firefox', 'windows'],
  [`Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) ${BLINK} Version/17.0 Safari/604.1`, 'safari', 'iphone'],
  [`Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) ${BLINK} CriOS/120.0 Safari/604.1`, 'chrome', 'iphone'],
  [`Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) ${BLINK} Version/17.0 Safari/605.1.15`, 'safari', 'mac'],
  [
    `Mozilla/5.0 (Linux; Android 14) ${BLINK} Chrome/120.0 Mobile Safari/537.36 MicroMessenger/8.0`,
    'wechat',
    'android',
  ],
  [`Mozilla/5.0 (Phone; OpenHarmony 4.1) ${BLINK} Chrome/114.0 Safari/537.36`, 'chrome', 'harmony'],
  ['curl/8.5.0', 'other', 'other'],
  ['MyChromeless/1.0', 'other', 'other'],
] as const)('%s is told as one would name it', (agent, browser, system) => {
  expect(deviceSeen(agent)).toEqual({ browser, system })
})

test('whoever says nothing of himself is named as nothing', () => {
  expect(deviceSeen(null)).toEqual({ browser: 'other', system: 'other' })
})
