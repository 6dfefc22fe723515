import { Buffer } from 'node:buffer'
import { randomBytes } from 'node:crypto'
import type { Device } from './device'

type Options = {
  success?: (result: object) => void
  fail?: (error: object) => void
  complete?: (result: object) => void
  [key: string]: unknown
}
/** What an API answers; nothing more than `ok` where a function gives nothing. */
type Answer = object | ((options: Options) => object | undefined | Promise<object>)

/** Calls a cloud function: name and data as the program sent them, the result as `result` gets it. */
export type CallFunction = (name: string, data: unknown) => unknown

export interface FakeWxOptions {
  readonly device: Device
  readonly callFunction: CallFunction
  readonly setTimeout: (action: () => void, ms: number) => unknown
  /** More of wx, or other answers; see `answering`. */
  readonly wx: Readonly<Record<string, unknown>>
}

export interface Call {
  readonly name: string
  readonly options: Options
}

const events = [
  'AppHide',
  'AppShow',
  'AudioInterruptionBegin',
  'AudioInterruptionEnd',
  'Error',
  'KeyboardHeightChange',
  'MemoryWarning',
  'NetworkStatusChange',
  'NetworkWeakChange',
  'PageNotFound',
  'ThemeChange',
  'UnhandledRejection',
  'WindowResize',
  'NeedPrivacyAuthorization',
  'LazyLoadError',
]

const silent: Record<string, Answer> = {
  showToast: {},
  hideToast: {},
  showLoading: {},
  hideLoading: {},
  showModal: { confirm: true, cancel: false },
  showActionSheet: { tapIndex: 0 },
  setNavigationBarTitle: {},
  setNavigationBarColor: {},
  setBackgroundColor: {},
  setBackgroundTextStyle: {},
  setTabBarBadge: {},
  removeTabBarBadge: {},
  showTabBarRedDot: {},
  hideTabBarRedDot: {},
  setTabBarStyle: {},
  setTabBarItem: {},
  startPullDownRefresh: {},
  stopPullDownRefresh: {},
  pageScrollTo: {},
  vibrateShort: {},
  setClipboardData: {},
  setKeepScreenOn: {},
  getNetworkType: { networkType: 'wifi' },
  login: { code: 'code' },
  checkSession: {},
  getLocation: { latitude: 31.33, longitude: 120.76, accuracy: 10 },
  chooseMedia: { type: 'image', tempFiles: [] },
  chooseMessageFile: { tempFiles: [] },
  compressImage: (options: Options) => ({ tempFilePath: options.src }),
  scanCode: { result: '' },
  getSetting: { authSetting: {} },
  authorize: {},
  openSetting: { authSetting: {} },
  requestSubscribeMessage: {},
  getPrivacySetting: { needAuthorization: false, privacyContractName: '隐私保护指引' },
  requirePrivacyAuthorize: {},
  openDocument: {},
  makePhoneCall: {},
}

/** `wx` as far as this project uses it. What is not here throws by its name, so that a missing fake is seen. */
export function fakeWx(options: FakeWxOptions) {
  const { device } = options
  const calls: Call[] = []
  const listeners = new Map<string, Set<(payload: unknown) => void>>()

  /** An API in the platform's callback style, answered in a later turn. */
  const answering =
    (name: string, answer: Answer) =>
    (given: Options = {}) => {
      calls.push({ name, options: given })
      const settle = async () => {
        try {
          const value = typeof answer === 'function' ? await answer(given) : answer
          const result = { errMsg: `${name}:ok`, ...value }
          given.success?.(result)
          given.complete?.(result)
        } catch (error) {
          const message = error instanceof Error ? error.message : String(error)
          const failure = { errMsg: message.startsWith(name) ? message : `${name}:fail ${message}` }
          given.fail?.(failure)
          given.complete?.(failure)
        }
      }
      options.setTimeout(() => void settle(), 0)
      return { abort() {} }
    }

  const storage = device.storage
  const windowInfo = {
    pixelRatio: 2,
    windowWidth: 375,
    windowHeight: 667,
    screenWidth: 375,
    screenHeight: 667,
    statusBarHeight: 20,
  }
  const appBase = { SDKVersion: '3.8.0', theme: 'light', language: 'zh_CN', version: '8.0.50' }
  const deviceInfo = { platform: 'devtools', brand: 'devtools', model: 'harness', system: 'harness 1.0' }

  const known: Record<string, unknown> = {
    ...Object.fromEntries(Object.entries(silent).map(([name, answer]) => [name, answering(name, answer)])),
    getStorageSync: (key: string) => storage.get(key),
    setStorageSync: (key: string, value: unknown) => storage.set(key, value, 'setStorageSync'),
    removeStorageSync: (key: string) => storage.remove(key),
    clearStorageSync: () => storage.clear(),
    getStorageInfoSync: () => storage.info(),
    getStorage: answering('getStorage', (o) => {
      const found = storage.has(String(o.key)) ? storage.get(String(o.key)) : undefined
      const data = o.encrypt === true ? openedByWechat(found) : found
      if (data === undefined) throw new Error('data not found')
      return { data }
    }),
    setStorage: answering('setStorage', (o) => {
      storage.set(String(o.key), o.encrypt === true ? { [BY_WECHAT]: o.data } : o.data, 'setStorage')
      return {}
    }),
    removeStorage: answering('removeStorage', (o) => {
      storage.remove(String(o.key))
      return {}
    }),
    getRandomValues: answering('getRandomValues', (o) => ({
      randomValues: new Uint8Array(randomBytes(Number(o.length))).buffer,
    })),
    getStorageInfo: answering('getStorageInfo', () => storage.info()),
    getWindowInfo: () => windowInfo,
    getAppBaseInfo: () => appBase,
    getDeviceInfo: () => deviceInfo,
    getSystemInfoSync: () => ({ ...windowInfo, ...appBase, ...deviceInfo }),
    getSystemSetting: () => ({ locationEnabled: true, wifiEnabled: true }),
    getAccountInfoSync: () => ({ miniProgram: { appId: 'touristappid', envVersion: 'develop', version: '' } }),
    getMenuButtonBoundingClientRect: () => ({ top: 24, right: 365, bottom: 56, left: 278, width: 87, height: 32 }),
    getLaunchOptionsSync: () => ({ path: '', query: {}, scene: 1001 }),
    getEnterOptionsSync: () => ({ path: '', query: {}, scene: 1001 }),
    getUpdateManager: () => ({ onCheckForUpdate() {}, onUpdateReady() {}, onUpdateFailed() {}, applyUpdate() {} }),
    getFileSystemManager: () => fileSystem(device.files, answering),
    canIUse: () => true,
    nextTick: (action: () => void) => options.setTimeout(action, 0),
    env: { USER_DATA_PATH: 'wxfile://usr' },
    cloud: {
      init() {},
      callFunction: cloudCall(
        answering('cloud.callFunction', async (o) => ({
          result: copy(await options.callFunction(String(o.name), copy(o.data))),
        })),
      ),
      uploadFile: cloudCall(
        answering('cloud.uploadFile', (o) => ({ fileID: `cloud://harness/${String(o.cloudPath)}` })),
      ),
    },
    ...options.wx,
  }
  for (const event of events) {
    const heard = new Set<(payload: unknown) => void>()
    listeners.set(event, heard)
    known[`on${event}`] ??= (listener: (payload: unknown) => void) => heard.add(listener)
    known[`off${event}`] ??= (listener?: (payload: unknown) => void) =>
      listener ? heard.delete(listener) : heard.clear()
  }

  const wx = new Proxy(known, {
    get(target, name) {
      // Webpack keeps its chunks on wx, and a promise is asked for `then`.
      if (typeof name !== 'string' || name in target || name === 'webpackJsonp' || name === 'then')
        return Reflect.get(target, name)
      return () => {
        throw new Error(`wx.${name} is not faked: give it to boot({ wx: { ${name} } })`)
      }
    },
  })

  const emit = (event: string, payload?: unknown) => {
    for (const listener of listeners.get(event) ?? []) listener(payload)
  }
  return { wx, known, calls, answering, emit }
}

/** What WeChat's `encrypt` makes of a value; to be read by the asynchronous call that names it, too. */
const BY_WECHAT = 'encrypted by WeChat'

function openedByWechat(stored: unknown): unknown {
  return typeof stored === 'object' && stored !== null ? Reflect.get(stored, BY_WECHAT) : undefined
}

/** wx.cloud's calls give a promise where no callback is handed in. */
function cloudCall(api: (options: Options) => unknown) {
  return (given: Options = {}) => {
    if (given.success || given.fail || given.complete) return api(given)
    return new Promise((resolve, reject) => api({ ...given, success: resolve, fail: reject }))
  }
}

function fileSystem(
  files: Map<string, Buffer>,
  answering: (name: string, answer: Answer) => (options: Options) => unknown,
) {
  const need = (name: string, file: unknown): Buffer => {
    const found = files.get(String(file))
    if (!found) throw new Error(`${name}:fail no such file or directory, open "${String(file)}"`)
    return found
  }
  const write = (file: string, data: unknown, encoding?: unknown) => {
    const bytes = typeof data === 'string' ? Buffer.from(data, encoding as 'utf8') : Buffer.from(data as ArrayBuffer)
    files.set(file, bytes)
    return undefined
  }
  const read = (name: string, file: unknown, encoding?: unknown) => {
    const bytes = need(name, file)
    return encoding ? bytes.toString(encoding as 'utf8') : new Uint8Array(bytes).buffer
  }
  const move = (name: string, from: unknown, to: unknown, keep: boolean) => {
    files.set(String(to), need(name, from))
    if (!keep) files.delete(String(from))
    return undefined
  }
  const remove = (name: string, file: unknown) => {
    need(name, file)
    files.delete(String(file))
    return undefined
  }
  const list = (folder: unknown) => {
    const prefix = `${String(folder).replace(/\/$/, '')}/`
    return [...files.keys()].filter((file) => file.startsWith(prefix)).map((file) => file.slice(prefix.length))
  }
  let saved = 0
  const save = (from: unknown, to: unknown) => {
    const target = to ? String(to) : `wxfile://store/${++saved}`
    move('saveFile', from, target, false)
    return target
  }
  return {
    accessSync: (file: string) => void need('accessSync', file),
    readFileSync: (file: string, encoding?: string) => read('readFileSync', file, encoding),
    writeFileSync: (file: string, data: unknown, encoding?: string) => write(file, data, encoding),
    copyFileSync: (from: string, to: string) => move('copyFileSync', from, to, true),
    unlinkSync: (file: string) => remove('unlinkSync', file),
    saveFileSync: (from: string, to?: string) => save(from, to),
    readdirSync: (folder: string) => list(folder),
    mkdirSync: () => {},
    statSync: (file: string) => ({ size: need('statSync', file).length, isFile: () => true, isDirectory: () => false }),
    access: answering('access', (o) => {
      need('access', o.path)
      return undefined
    }),
    readFile: answering('readFile', (o) => ({ data: read('readFile', o.filePath, o.encoding) })),
    writeFile: answering('writeFile', (o) => write(String(o.filePath), o.data, o.encoding)),
    copyFile: answering('copyFile', (o) => move('copyFile', o.srcPath, o.destPath, true)),
    saveFile: answering('saveFile', (o) => ({ savedFilePath: save(o.tempFilePath, o.filePath) })),
    unlink: answering('unlink', (o) => remove('unlink', o.filePath)),
    readdir: answering('readdir', (o) => ({ files: list(o.dirPath) })),
    mkdir: answering('mkdir', {}),
    getFileInfo: answering('getFileInfo', (o) => ({ size: need('getFileInfo', o.filePath).length })),
  }
}

/** Nothing but plain data crosses to the cloud and back. */
const copy = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)))
