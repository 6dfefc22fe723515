/** What the QR code of a sign-in holds: the address of the page that asks 允许, which a phone's own camera opens on the web. */
export function scanText(scan: string, page: string): string {
  return `${page}#/account/allow/index?scan=${scan}`
}

/** The ticket's value in what somebody scanned: that link, the scene of a mini program code, or the value alone. Null: there is none in it. */
export function scanIn(scanned: string): string | null {
  const found = /(?:^|[?&#])scan=([^&#]+)/.exec(scanned)?.[1] ?? scanned
  return /^[\w-]{22,64}$/.test(found) ? found : null
}
