import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const src = path.resolve(__dirname, '../../src')
const folders = ['pages', 'police', 'community', 'street']

/** Every page of the app, by its folder. */
const pages = folders.flatMap((folder) =>
  readdirSync(path.join(src, folder)).flatMap((name) => {
    const page = `${folder}/${name}`
    return existsSync(path.join(src, page, 'index.tsx')) ? [page] : []
  }),
)

/**
 * What shows, asks for, or takes down what the cloud keeps sealed: residents' names, phones, addresses, clues, free words of cases, crimes'
 * addresses. By name, so that a new page that uses one of them has to be marked.
 */
const sealed = [
  /\b(maskedName|maskedPhone|MaskedResident|RevealSheet|useReveal)\b/,
  /\b(useCases?|CaseCard|CaseThread|CaseList|CaseDetail)\b/,
  /\b(alertDraft|attemptDraft|keepAlertDraft|keepAttemptDraft)\b/,
  /\b(CrimeForm|CrimeList|ReviewView|ReviewList)\b/,
  /action: '(case|cases|crimes|review|reviews|reveal|match)'/,
  /\['alerts'\]/,
]
/** Says how many there are and nothing of them. */
const countsAlone = new Set(['community/day'])
/** A count of open cases on a tab, which every page has. */
const passedOver = ['components/tab-bar.tsx', 'stores/']

function imported(file: string): readonly string[] {
  const found = readFileSync(file, 'utf8').matchAll(/(?:from|import) '([^']+)'/g)
  return [...found].flatMap(([, name = '']) => {
    const base = name.startsWith('#components/')
      ? path.join(src, 'components', name.slice('#components/'.length))
      : name.startsWith('.')
        ? path.resolve(path.dirname(file), name)
        : null
    if (base === null) return []
    return ['.tsx', '.ts'].map((end) => `${base}${end}`).filter((each) => existsSync(each))
  })
}

/** The page's own files and components, whatever imports them. */
function partsOf(page: string): ReadonlySet<string> {
  const parts = new Set<string>()
  const take = (file: string): void => {
    if (parts.has(file) || passedOver.some((each) => path.relative(src, file).startsWith(each))) return
    parts.add(file)
    imported(file).forEach(take)
  }
  take(path.join(src, page, 'index.tsx'))
  return parts
}

const showsSealed = (page: string) =>
  !countsAlone.has(page) &&
  [...partsOf(page)].some((file) => sealed.some((word) => word.test(readFileSync(file, 'utf8'))))
const screensOf = (page: string) =>
  readFileSync(path.join(src, page, 'index.tsx'), 'utf8').match(/<Screen\b[^>]*/g) ?? []
const marks = (screen: string) => /\bmarked\b/.test(screen)

test('the rule finds the pages of cases, and not those of figures', () => {
  expect(['pages/case', 'police/alert', 'police/enter', 'street/crimes'].map(showsSealed)).toEqual([
    true,
    true,
    true,
    true,
  ])
  expect(['pages/doors', 'community/day', 'street/rates', 'pages/me'].map(showsSealed)).toEqual([
    false,
    false,
    false,
    false,
  ])
})

test('every page that shows what is sealed of residents says all over whose screen it is', () => {
  expect(pages.length).toBeGreaterThan(60)
  expect(pages.filter((page) => showsSealed(page) && !screensOf(page).every(marks))).toEqual([])
})

test('and no other page does', () => {
  expect(pages.filter((page) => screensOf(page).some(marks) && !showsSealed(page))).toEqual([])
})
