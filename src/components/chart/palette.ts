/** A canvas can't read tokens.css: the same colours and sizes again, held to it by a test. */
export interface Palette {
  readonly ink: string
  readonly 'ink-2': string
  readonly line: string
  readonly 'line-strong': string
  readonly card: string
  readonly action: string
  readonly done: string
  readonly urgent: string
}

export const lightPalette: Palette = {
  ink: '#14213d',
  'ink-2': '#4f5870',
  line: '#e4dfd4',
  'line-strong': '#8d8775',
  card: '#fffdf9',
  action: '#23408e',
  done: '#246843',
  urgent: '#b8311a',
}

export const darkPalette: Palette = {
  ink: '#ece8df',
  'ink-2': '#b3b9c8',
  line: '#2b3240',
  'line-strong': '#737a8c',
  card: '#1a1f29',
  action: '#8fa9ff',
  done: '#7fd0a2',
  urgent: '#ff8a70',
}

/** px of `--caption`. */
export const captions = { usual: 13, senior: 18 } as const
