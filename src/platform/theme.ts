import Taro from '@tarojs/taro'

/** Whether the system is in dark mode, and word of every change. */
export function watchSystemTheme(tell: (dark: boolean) => void): void {
  if (process.env.TARO_ENV === 'h5') {
    const query = window.matchMedia('(prefers-color-scheme: dark)')
    tell(query.matches)
    query.addEventListener('change', (event) => tell(event.matches))
    return
  }
  tell(Taro.getAppBaseInfo().theme === 'dark')
  Taro.onThemeChange(({ theme }) => tell(theme === 'dark'))
}
