import { readFileSync } from 'node:fs'
import path from 'node:path'
import TestUtils from '@tarojs/test-utils-react'
import { Screen } from '#components/screen'
import { useSession } from '#stores/session-store'
import { useSettings } from '#stores/settings-store'
import { MARK_INK, MARK_OPACITY, screenMark } from '../../src/components/screen-mark-tile'

type Colour = readonly [number, number, number]

/** The colours of `tokens.css` in one mode. */
function tokens(selector: string): ReadonlyMap<string, Colour> {
  const css = readFileSync(path.resolve(__dirname, '../../src/components/tokens.css'), 'utf8')
  const start = css.indexOf(`${selector} {`)
  const block = css.slice(start, css.indexOf('}', start))
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [name, colour(hex)]),
  )
}

function colour(hex: string): Colour {
  const at = (from: number) => Number.parseInt(hex.slice(from, from + 2), 16)
  return [at(1), at(3), at(5)]
}

/** WCAG 2's. */
function contrast(a: Colour, b: Colour): number {
  const part = (value: number) =>
    value <= 0.03928 * 255 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4
  const light = ([r, g, b]: Colour) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b)
  const [more = 0, less = 0] = [light(a), light(b)].sort((x, y) => y - x)
  return (more + 0.05) / (less + 0.05)
}

function under(stroke: Colour, [r, g, b]: Colour): Colour {
  const mixed = (value: number, ink: number) => value * (1 - MARK_OPACITY) + ink * MARK_OPACITY
  return [mixed(r, stroke[0]), mixed(g, stroke[1]), mixed(b, stroke[2])]
}

describe.each([
  ['light', '.screen'],
  ['dark', '.screen.dark'],
] as const)('in %s mode', (mode, selector) => {
  const of = tokens(selector)
  const named = (name: string): Colour => of.get(name) ?? [0, 0, 0]
  const stroke = colour(MARK_INK[mode])

  test('what is read keeps 4.5:1 also right under a stroke of the mark', () => {
    const words = ['ink', 'ink-2', 'ink-3', 'action', 'urgent', 'done', 'again']
    const pairs = words.flatMap((word) => ['paper', 'card'].map((ground) => [word, ground] as const))
    const soft = ['action', 'urgent', 'done', 'again'].map((word) => [word, `${word}-soft`] as const)
    const worst = [...pairs, ...soft].map(
      ([word, ground]) =>
        [`${word} on ${ground}`, contrast(under(stroke, named(word)), under(stroke, named(ground)))] as const,
    )
    expect(worst.filter(([, ratio]) => ratio < 4.5)).toEqual([])
  })

  test('the mark is of the ink of that mode, and can be seen on paper and card', () => {
    expect(stroke).toEqual(named('ink'))
    for (const ground of ['paper', 'card'])
      expect(contrast(named(ground), under(stroke, named(ground)))).toBeGreaterThan(1.12)
  })
})

const staff = { id: 'jh-s1', unitId: 'jh', unitName: '泾河社区', name: '周敏', role: 'grid', number: 'W-012' }

async function screenOf(marked: boolean): Promise<HTMLElement> {
  useSession.setState({
    session: {
      session: null,
      token: 't',
      demo: false,
      staff: { ...staff, gridName: null, from: null, to: null, serves: [] } as never,
    },
  })
  document.body.innerHTML = ''
  const utils = new TestUtils()
  await utils.mount(() => <Screen title="任务" marked={marked} />)
  return document.body
}

describe('a page with residents’ data', () => {
  test('says all over whose screen it is, to the eye and not to a reader of screens, and lies under no finger', async () => {
    const mark = (await screenOf(true)).querySelector('.screen-mark')
    expect(mark?.getAttribute('data-words')).toBe('泾河社区 W-012')
    expect(mark?.getAttribute('aria-hidden')).toBe('true')
    const css = readFileSync(path.resolve(__dirname, '../../src/components/screen-mark.css'), 'utf8')
    expect(css).toMatch(/pointer-events: none;/)
    expect(decodeURIComponent(screenMark('泾河社区 W-012', false))).toContain('>泾河社区 W-012</text>')
  })

  test('a unit’s name that would break the image does not', () => {
    expect(decodeURIComponent(screenMark('<A&B> "1"', true))).toContain('>&lt;A&amp;B&gt; "1"</text>')
    expect(screenMark('<A&B> "1"', true).slice(5, -2)).not.toMatch(/["<>\s]/)
  })

  test('any other page does not', async () => {
    useSettings.setState({ senior: true })
    expect((await screenOf(false)).querySelector('.screen-mark')).toBeNull()
  })
})
