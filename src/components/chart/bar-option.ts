import type { EChartsCoreOption } from 'echarts/core'
import type { Figures, Series, Tone } from './figures'
import type { Palette } from './palette'

export interface BarLook {
  readonly palette: Palette
  /** px of its words. */
  readonly caption: number
}

/** px */
const BAR = 22

/** px: what everything needs so that no word lies on another. A chart wider than the page is scrolled. */
export function roomFor(figures: Figures, caption: number): { readonly least: number; readonly height: number } {
  const category = Math.max(0, ...figures.categories.map((word) => width(word, caption)))
  const each = Math.max(category, apart(figures.series, caption) * figures.series.length) + 10
  return { least: Math.ceil(8 + figures.categories.length * each), height: caption * 17 }
}

/** px from the middle of one bar of a category to that of the next: as far as their words need. */
function apart(series: readonly Series[], caption: number): number {
  return Math.max(BAR + 5, ...series.flatMap(({ words }) => words.map((word) => width(word, caption) + 4)))
}

/** px of a word in a sans-serif face; a Chinese character is as wide as it is high. */
function width(word: string, caption: number): number {
  return [...word].reduce((sum, letter) => sum + (letter > '\u2e7f' ? caption : caption * 0.57), 0)
}

/** What echarts is told: no default of its look is left visible, every bar says its figure itself. */
export function barOption(figures: Figures, { palette, caption }: BarLook): EChartsCoreOption {
  const gap = (apart(figures.series, caption) - BAR) / BAR
  return {
    animation: false,
    // Room for the words on top of the highest bar.
    grid: { left: 4, right: 4, top: caption * 1.8, bottom: 4, containLabel: true },
    xAxis: {
      type: 'category',
      data: figures.categories,
      axisLine: { lineStyle: { color: palette['line-strong'] } },
      axisTick: { show: false },
      axisLabel: { color: palette['ink-2'], fontSize: caption, fontFamily: FACE, interval: 0, margin: 8 },
    },
    yAxis: { type: 'value', show: false, axisLabel: { show: false }, ...bounds(figures.series) },
    series: figures.series.map((one) => ({
      type: 'bar',
      name: one.name,
      barWidth: BAR,
      barGap: `${Math.round(gap * 100)}%`,
      data: one.values.map((value, index) => bar(one, value, one.words[index] ?? '', { palette, caption })),
    })),
  }
}

const FACE = '"PingFang SC","HarmonyOS Sans SC","Noto Sans CJK SC","Noto Sans SC",sans-serif'

/** Below the lowest bar stands its word. */
function bounds(series: readonly Series[]): { readonly min: number; readonly max: number } {
  const known = series.flatMap(({ values }) => values.filter((value) => value !== null))
  const [low, high] = [Math.min(0, ...known), Math.max(0, ...known)]
  const range = high - low || 1
  return { min: low < 0 ? low - range * 0.16 : 0, max: low + range * 1.04 }
}

/** What has no figure is drawn as nought, so that its word stands on the line. */
function bar(series: Series, value: number | null, word: string, { palette, caption }: BarLook): object {
  const below = value !== null && value < 0
  return {
    value: value ?? 0,
    itemStyle: fill(below ? (series.below ?? series.tone) : series.tone, palette),
    label: {
      show: true,
      position: below ? 'bottom' : 'top',
      distance: 4,
      formatter: word,
      fontSize: caption,
      fontFamily: FACE,
      color: series.tone === 'quiet' ? palette['ink-2'] : palette.ink,
    },
  }
}

function fill(tone: Tone, palette: Palette): object {
  if (tone === 'quiet') return { color: palette.card, borderColor: palette['line-strong'], borderWidth: 1.5 }
  return { color: palette[tone] }
}
