/** What a card's QR code holds. `page`: the address of the web app, which any phone's camera opens; null: for the app's own scanner. */
export function cardText(code: string, page: string | null): string {
  return page === null ? `card=${code}` : `${page}#/pages/card-check/index?card=${code}`
}

/** The code that somebody scanned: in a link or behind `card=`. Null: there is none in it. */
export function cardIn(scanned: string): string | null {
  return /(?:^|[?&#])card=([a-z0-9-]{1,48}\.[A-Za-z0-9_-]{22})(?![A-Za-z0-9_-])/.exec(scanned)?.[1] ?? null
}
