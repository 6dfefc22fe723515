import { Buffer } from 'node:buffer'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import vm from 'node:vm'
import { type Device, newDevice } from './device'
import { type Call, type CallFunction, fakeWx } from './fake-wx'
import { readTemplates } from './templates'

/** One element of a page as Taro hands it to setData. */
export interface WxmlNode {
  readonly sid: string
  readonly nn: string
  readonly uid?: string
  readonly cl?: string
  readonly v?: string
  readonly cn?: readonly WxmlNode[]
  readonly [attribute: string]: unknown
}

export interface SetDataRecord {
  readonly route: string
  readonly component: 'page' | 'custom-wrapper'
  readonly keys: readonly string[]
  readonly bytes: number
}

export interface BootOptions {
  /** Folder of the built mini program, dist/weapp by default. */
  readonly dist?: string
  /** What an earlier run left behind; a new phone by default. */
  readonly device?: Device
  /** Stands for the cloud; by default every call fails, as with no network. */
  readonly callFunction?: CallFunction
  readonly wx?: Readonly<Record<string, unknown>>
  readonly launch?: { readonly path?: string; readonly query?: Record<string, string>; readonly scene?: number }
}

interface Instance {
  data: Record<string, unknown>
  readonly route: string
  [member: string]: unknown
}

interface AppJson {
  readonly pages: readonly string[]
  readonly subPackages?: readonly { readonly root: string; readonly pages: readonly string[] }[]
  readonly subpackages?: AppJson['subPackages']
  readonly tabBar?: { readonly list: readonly { readonly pagePath: string }[] }
}

const bubbling = new Set(['tap', 'longpress', 'longtap', 'touchstart', 'touchmove', 'touchend', 'touchcancel'])
const stackLimit = 10

/**
 * Boots a built mini program in Node as WeChat does: no window, no document, no Intl, `wx` only as far as it is faked.
 * Pages live on a stack with their lifecycles; what setData was given is applied, measured and can be looked at.
 */
export function boot(options: BootOptions = {}): MiniProgram {
  return new MiniProgram(options)
}

export class MiniProgram {
  readonly appJson: AppJson
  readonly device: Device
  readonly calls: readonly Call[]
  readonly setDataLog: SetDataRecord[] = []
  /** What the program threw or left unhandled in a lifecycle or event; a test ends with none. */
  readonly errors: unknown[] = []
  /** Announces a platform event: emit('NetworkStatusChange', { isConnected: false }). */
  readonly emit: (event: string, payload?: unknown) => void

  private readonly dist: string
  private readonly templates
  private readonly modules = new Map<string, { exports: unknown }>()
  private readonly context: vm.Context
  private readonly timers = new Set<NodeJS.Timeout>()
  private readonly pageOptions = new Map<string, Record<string, unknown>>()
  private readonly componentOptions = new Map<string, Record<string, unknown>>()
  private readonly tabs = new Map<string, Instance>()
  private stack: Instance[] = []
  private wrappers = new Map<string, { instance: Instance; source: unknown }>()
  private app: Record<string, unknown> = {}
  private loading = 'app'
  private lastChange = Date.now()
  private closed = false

  constructor(options: BootOptions) {
    this.dist = path.resolve(options.dist ?? 'dist/weapp')
    if (!existsSync(path.join(this.dist, 'app.json')))
      throw new Error(`no mini program in ${this.dist}: npm run build:weapp`)
    this.appJson = JSON.parse(readFileSync(path.join(this.dist, 'app.json'), 'utf8'))
    this.templates = readTemplates(this.dist)
    this.device = options.device ?? newDevice()

    const offline: CallFunction = () => {
      throw new Error('cloud.callFunction:fail -404011 network unavailable')
    }
    const fake = fakeWx({
      device: this.device,
      callFunction: options.callFunction ?? offline,
      setTimeout: this.setTimeout,
      wx: { ...this.navigation(), ...options.wx },
    })
    this.calls = fake.calls
    this.emit = fake.emit
    this.context = vm.createContext(this.globals(fake.wx))
    vm.runInContext('delete globalThis.Intl; delete globalThis.WebAssembly', this.context)

    this.require('app.js')
    const launch = {
      path: options.launch?.path ?? this.firstPage,
      query: options.launch?.query ?? {},
      scene: options.launch?.scene ?? 1001,
    }
    this.call(this.app, 'onLaunch', launch)
    this.call(this.app, 'onShow', launch)
    this.push(launch.path, launch.query)
  }

  /** The page on top. */
  get page(): Instance {
    const page = this.stack.at(-1)
    if (!page) throw new Error('no page is open')
    return page
  }

  get route(): string {
    return this.page.route
  }

  get routes(): readonly string[] {
    return this.stack.map((page) => page.route)
  }

  get query(): unknown {
    return this.page.options
  }

  /** Every element of the page on top, outermost first, those inside custom wrappers included. */
  elements(): WxmlNode[] {
    return [...this.walk(this.roots())].map(([node]) => node)
  }

  find(matches: (node: WxmlNode) => boolean): WxmlNode | undefined {
    return this.elements().find(matches)
  }

  /** The element with this id; throws where there is none, with what the page shows. */
  byId(id: string): WxmlNode {
    const found = this.find((node) => node.uid === id)
    if (!found) throw new Error(`no element #${id} on ${this.route}; it shows: ${this.text()}`)
    return found
  }

  /** The innermost element (not the bare text) whose text holds these words. */
  byText(words: string): WxmlNode {
    const found = this.elements().filter((node) => this.tagOf(node) !== '#text' && this.text(node).includes(words))
    const innermost = found.at(-1)
    if (!innermost) throw new Error(`no "${words}" on ${this.route}; it shows: ${this.text()}`)
    return innermost
  }

  text(of?: WxmlNode): string {
    const within = of ? [of] : this.roots()
    const texts = [...this.walk(within)].filter(([node]) => this.tagOf(node) === '#text').map(([node]) => node.v ?? '')
    return texts.join('|')
  }

  tagOf(node: WxmlNode): string {
    return this.templates.get(node.nn)?.tag ?? node.nn
  }

  /** An attribute by its name in WXML; `class`, `style` and `id` too. */
  attribute(node: WxmlNode, name: string): unknown {
    if (name === 'id') return node.uid
    const key = this.templates.get(node.nn)?.attributes.get(name)
    return key === undefined ? undefined : node[key]
  }

  async tap(target: WxmlNode | string): Promise<void> {
    this.fire(target, 'tap', { x: 0, y: 0 })
    await this.settle()
  }

  async input(target: WxmlNode | string, value: string): Promise<void> {
    this.fire(target, 'input', { value, cursor: value.length })
    await this.settle()
  }

  /** Fires an event as the platform would: only where the template binds it, and upwards when its kind bubbles. */
  fire(target: WxmlNode | string, type: string, detail: object = {}): void {
    const node = typeof target === 'string' ? this.byId(target) : target
    const found = [...this.walk(this.roots())].find(([candidate]) => candidate.sid === node.sid)
    if (!found) throw new Error(`the element is no longer on ${this.route}`)
    const upwards = [...found[1], found[0]].reverse()
    const reach = bubbling.has(type) ? upwards : upwards.slice(0, 1)
    const bindings = reach.map((each) => this.templates.get(each.nn)?.events.get(type))
    if (bindings.every((binding) => binding === undefined)) {
      throw new Error(`nothing from <${this.tagOf(node)}> upwards listens to ${type}`)
    }
    const describe = (each: WxmlNode) => ({
      id: each.uid ?? each.sid,
      dataset: { sid: each.sid },
      offsetLeft: 0,
      offsetTop: 0,
    })
    for (const [index, each] of reach.entries()) {
      if (bindings[index] === undefined) continue
      const event = {
        type,
        detail,
        timeStamp: Date.now(),
        target: describe(node),
        currentTarget: describe(each),
        touches: [],
        changedTouches: [],
      }
      this.call(this.page, 'eh', event)
      if (bindings[index] === 'catch') break
    }
  }

  /** Waits until the page is drawn and nothing has changed on it for a moment. */
  async settle(quietMs = 40, limitMs = 5000): Promise<void> {
    const started = Date.now()
    this.lastChange = started
    const busy = () => Date.now() - this.lastChange < quietMs || this.elements().length <= 1
    while (busy() && Date.now() - started < limitMs) await sleep(5)
  }

  /** Waits until the page shows the words. */
  async shows(words: string, limitMs = 5000): Promise<void> {
    const started = Date.now()
    while (!this.text().includes(words)) {
      if (Date.now() - started > limitMs)
        throw new Error(`"${words}" did not come on ${this.route}; it shows: ${this.text()}`)
      await sleep(10)
    }
  }

  hide(): void {
    this.call(this.page, 'onHide')
    this.call(this.app, 'onHide')
    this.emit('AppHide')
  }

  show(query: Record<string, string> = {}): void {
    const how = { path: this.route, query, scene: 1001 }
    this.call(this.app, 'onShow', how)
    this.emit('AppShow', how)
    this.call(this.page, 'onShow')
  }

  /** Ends the program as WeChat does: no farewell, no timer fires any more. The device stays. */
  kill(): void {
    this.closed = true
    for (const timer of this.timers) clearTimeout(timer)
    this.timers.clear()
  }

  /** Navigation by the harness itself, with the same rules as the program's own. */
  navigateTo(url: string): void {
    const { route, query } = this.resolve(url, 'navigateTo')
    if (this.isTab(route)) throw new Error('navigateTo:fail can not navigateTo a tabbar page')
    if (this.stack.length >= stackLimit) throw new Error(`navigateTo:fail webview count limit exceed`)
    this.call(this.page, 'onHide')
    this.push(route, query)
  }

  redirectTo(url: string): void {
    const { route, query } = this.resolve(url, 'redirectTo')
    if (this.isTab(route)) throw new Error('redirectTo:fail can not redirectTo a tabbar page')
    this.unload(this.stack.pop())
    this.push(route, query)
  }

  reLaunch(url: string): void {
    const { route, query } = this.resolve(url, 'reLaunch')
    for (const page of new Set([...this.stack, ...this.tabs.values()])) this.unload(page)
    this.stack = []
    this.tabs.clear()
    this.push(route, query)
  }

  switchTab(url: string): void {
    const { route } = this.resolve(url, 'switchTab')
    if (url.includes('?')) throw new Error('switchTab:fail can not pass query')
    if (!this.isTab(route)) throw new Error('switchTab:fail can not switch to no-tabBar page')
    if (this.route === route) return
    for (const page of this.stack.splice(0).reverse()) {
      if (this.isTab(page.route)) this.call(page, 'onHide')
      else this.unload(page)
    }
    const kept = this.tabs.get(route)
    if (kept) {
      this.stack.push(kept)
      this.call(kept, 'onShow')
    } else this.push(route, {})
  }

  navigateBack(delta = 1): void {
    const closing = Math.min(delta, this.stack.length - 1)
    for (let left = closing; left > 0; left--) this.unload(this.stack.pop())
    if (closing > 0) this.call(this.page, 'onShow')
  }

  private get firstPage(): string {
    return this.appJson.pages[0] ?? ''
  }

  private navigation() {
    type Options = {
      url?: string
      delta?: number
      success?(result: object): void
      fail?(error: object): void
      complete?(result: object): void
    }
    const api =
      (name: string, go: (options: Options) => void) =>
      (options: Options = {}) => {
        this.setTimeout(() => {
          try {
            go(options)
            const result = { errMsg: `${name}:ok`, eventChannel: { on() {}, once() {}, off() {}, emit() {} } }
            options.success?.(result)
            options.complete?.(result)
          } catch (error) {
            const failure = { errMsg: error instanceof Error ? error.message : String(error) }
            options.fail?.(failure)
            options.complete?.(failure)
          }
        }, 0)
      }
    return {
      navigateTo: api('navigateTo', ({ url = '' }) => this.navigateTo(url)),
      redirectTo: api('redirectTo', ({ url = '' }) => this.redirectTo(url)),
      reLaunch: api('reLaunch', ({ url = '' }) => this.reLaunch(url)),
      switchTab: api('switchTab', ({ url = '' }) => this.switchTab(url)),
      navigateBack: api('navigateBack', ({ delta }) => this.navigateBack(delta)),
    }
  }

  private globals(wx: object): Record<string, unknown> {
    return {
      console,
      wx,
      setTimeout: this.setTimeout,
      clearTimeout: this.clearTimer,
      setInterval: (action: () => void, ms?: number) => this.keep(setInterval(this.guarded(action), ms)),
      clearInterval: this.clearTimer,
      App: (options: Record<string, unknown>) => {
        this.app = { ...options }
      },
      Page: (options: Record<string, unknown>) => this.pageOptions.set(this.loading, options),
      Component: (options: Record<string, unknown>) => this.componentOptions.set(this.loading, options),
      Behavior: (options: unknown) => options,
      getApp: () => this.app,
      getCurrentPages: () => [...this.stack],
    }
  }

  private readonly setTimeout = (action: () => void, ms?: number) => {
    const timer = setTimeout(() => {
      this.timers.delete(timer)
      this.guarded(action)()
    }, ms)
    return this.keep(timer)
  }

  private readonly clearTimer = (timer: NodeJS.Timeout | undefined) => {
    clearTimeout(timer)
    if (timer) this.timers.delete(timer)
  }

  private keep(timer: NodeJS.Timeout): NodeJS.Timeout {
    if (this.closed) clearTimeout(timer)
    else this.timers.add(timer)
    return timer
  }

  private guarded(action: () => void): () => void {
    return () => {
      try {
        action()
      } catch (error) {
        this.errors.push(error)
      }
    }
  }

  private require(file: string): unknown {
    const name = file.endsWith('.js') ? file : `${file}.js`
    const known = this.modules.get(name)
    if (known) return known.exports
    const module = { exports: {} as unknown }
    this.modules.set(name, module)
    const source = readFileSync(path.join(this.dist, name), 'utf8')
    const wrapped = vm.runInContext(`(function (require, module, exports) {${source}\n})`, this.context, {
      filename: name,
    })
    wrapped((other: string) => this.require(path.posix.join(path.posix.dirname(name), other)), module, module.exports)
    return module.exports
  }

  private load(route: string): Record<string, unknown> {
    this.loading = route
    this.require(route)
    const options = this.pageOptions.get(route)
    if (!options) throw new Error(`${route} registered no Page()`)
    return options
  }

  private push(route: string, query: Record<string, string>): void {
    const page = this.instance(this.load(route), route, 'page')
    page.options = query
    this.stack.push(page)
    if (this.isTab(route)) this.tabs.set(route, page)
    this.call(page, 'onLoad', query)
    this.call(page, 'onShow')
    this.setTimeout(() => this.call(page, 'onReady'), 0)
  }

  private unload(page: Instance | undefined): void {
    if (page) this.call(page, 'onUnload')
  }

  private call(owner: Record<string, unknown>, method: string, ...args: unknown[]): void {
    const action = owner[method]
    if (typeof action !== 'function') return
    this.guarded(() => action.apply(owner, args))()
  }

  private instance(options: Record<string, unknown>, route: string, component: SetDataRecord['component']): Instance {
    const instance: Instance = {
      ...options,
      ...(options.methods as object | undefined),
      route,
      __route__: route,
      data: copy((options.data ?? {}) as Record<string, unknown>),
    }
    instance.setData = (change: Record<string, unknown>, done?: () => void) => {
      const bytes = Buffer.byteLength(JSON.stringify(change))
      this.setDataLog.push({ route, component, keys: Object.keys(change), bytes })
      this.lastChange = Date.now()
      for (const [place, value] of Object.entries(change)) setAt(instance.data, place, copy(value))
      this.mountWrappers()
      if (done) this.setTimeout(() => done.call(instance), 0)
    }
    instance.selectComponent = () => null
    instance.createSelectorQuery = () => nothingMeasured
    return instance
  }

  private roots(): readonly WxmlNode[] {
    return [this.page.data.root as WxmlNode]
  }

  /** Elements with their ancestors. A custom wrapper draws what it was last given itself, not what its page holds. */
  private *walk(
    nodes: readonly WxmlNode[],
    ancestors: readonly WxmlNode[] = [],
  ): Generator<[WxmlNode, readonly WxmlNode[]]> {
    for (const node of nodes) {
      if (!node) continue
      yield [node, ancestors]
      const own = this.wrappers.get(node.sid)?.instance.data.i as WxmlNode | undefined
      yield* this.walk((own ?? node).cn ?? [], [...ancestors, node])
    }
  }

  /** Attaches wrappers that have appeared, hands new contents to those that stay, detaches those that are gone. */
  private mountWrappers(): void {
    const present = new Set<string>()
    const everyPage = new Set([...this.stack, ...this.tabs.values()])
    for (const page of everyPage) {
      for (const [node] of this.walk([page.data.root as WxmlNode])) {
        if (this.tagOf(node) !== 'custom-wrapper') continue
        present.add(node.sid)
        const mounted = this.wrappers.get(node.sid)
        if (!mounted) this.attachWrapper(node, page.route)
        else if (mounted.source !== node) {
          mounted.source = node
          mounted.instance.data.i = copy(node)
        }
      }
    }
    for (const [sid, { instance }] of this.wrappers) {
      if (present.has(sid)) continue
      this.wrappers.delete(sid)
      this.call(instance, 'detached')
    }
  }

  private attachWrapper(node: WxmlNode, route: string): void {
    if (!this.componentOptions.has('custom-wrapper')) {
      this.loading = 'custom-wrapper'
      this.require('custom-wrapper')
    }
    const options = this.componentOptions.get('custom-wrapper')
    if (!options) throw new Error('custom-wrapper registered no Component()')
    const instance = this.instance(options, route, 'custom-wrapper')
    instance.data = { i: copy(node), l: '' }
    instance.props = instance.data
    this.wrappers.set(node.sid, { instance, source: node })
    this.call(instance, 'attached')
  }

  private resolve(url: string, api: string): { route: string; query: Record<string, string> } {
    const [written = '', search = ''] = url.split('?')
    const base = `/${path.posix.dirname(this.route)}/`
    const route = path.posix.join(written.startsWith('/') ? '/' : base, written).slice(1)
    const packages = this.appJson.subPackages ?? this.appJson.subpackages ?? []
    const known = [
      ...this.appJson.pages,
      ...packages.flatMap(({ root, pages }) => pages.map((page) => path.posix.join(root, page))),
    ]
    if (!known.includes(route)) throw new Error(`${api}:fail page "${route}" is not found`)
    // WeChat hands query values on as they were written: decoding them is the page's own work.
    const pairs = search
      .split('&')
      .filter(Boolean)
      .map((pair) => pair.split('='))
    return { route, query: Object.fromEntries(pairs.map(([name = '', value = '']) => [name, value])) }
  }

  private isTab(route: string): boolean {
    return this.appJson.tabBar?.list.some((tab) => tab.pagePath === route) ?? false
  }
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const copy = <T>(value: T): T => (value === undefined ? value : JSON.parse(JSON.stringify(value)))

const nothingMeasured = {
  in: () => nothingMeasured,
  select: () => nothingMeasured,
  selectAll: () => nothingMeasured,
  selectViewport: () => nothingMeasured,
  boundingClientRect: () => nothingMeasured,
  scrollOffset: () => nothingMeasured,
  fields: () => nothingMeasured,
  node: () => nothingMeasured,
  exec: (done?: (results: unknown[]) => void) => done?.([]),
}

/** Paths as setData takes them: root.cn.[0].cn[1].v */
function setAt(data: Record<string, unknown>, place: string, value: unknown): void {
  const keys = place
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter(Boolean)
  const last = keys.pop()
  if (last === undefined) return
  let target = data
  for (const [index, key] of keys.entries()) {
    const next = keys[index + 1] ?? last
    target[key] ??= /^\d+$/.test(next) ? [] : {}
    target = target[key] as Record<string, unknown>
  }
  target[last] = value
}
