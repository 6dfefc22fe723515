/** On the web other tabs write to the same storage; a mini program has none. */
export function watchOtherTabs(tell: () => void): void {
  if (process.env.TARO_ENV !== 'h5') return
  window.addEventListener('storage', tell)
}
