import Taro from '@tarojs/taro'

export interface Network {
  isOnline(): boolean
  /** Called when a network comes back. */
  onBack(run: () => void): void
}

/** What the device itself says of its network; a network it has may still lead nowhere. */
export function deviceNetwork(): Network {
  if (typeof window !== 'undefined' && typeof window.addEventListener === 'function' && process.env.TARO_ENV === 'h5') {
    return {
      isOnline: () => navigator.onLine,
      onBack: (run) => window.addEventListener('online', run),
    }
  }
  let online = true
  Taro.getNetworkType({
    success: ({ networkType }) => {
      online = networkType !== 'none'
    },
  })
  const listeners: (() => void)[] = []
  Taro.onNetworkStatusChange(({ isConnected }) => {
    const came = isConnected && !online
    online = isConnected
    if (came) for (const run of listeners) run()
  })
  return {
    isOnline: () => online,
    onBack: (run) => {
      listeners.push(run)
    },
  }
}
