import path from 'node:path'
import { defineConfig, type UserConfigExport } from '@tarojs/cli'
import { version } from '../package.json'

const root = path.resolve(__dirname, '..')

// Packages published in newer JavaScript than the oldest phones read: compiled along with our own code.
const modernPackages = ['@noble/ciphers', 'valibot', 'zustand', 'uuidv7'].map((name) =>
  path.join(root, 'node_modules', name),
)

// What Taro brings for browsers older than those that `babel.cjs` names (fetch, AbortController), for JSONP, and to tell a device's
// maker, which nothing here asks for: 15 KB of each first visit (gzip).
const notOnTheWeb = [
  'whatwg-fetch',
  'abortcontroller-polyfill/dist/abortcontroller-polyfill-only',
  'jsonp-retry',
  'platform',
] as const

// Only what this code asks of webpack-chain: Taro hands it over untyped.
type Chain = {
  module: {
    rule(name: string): {
      use(name: string): { tap(change: (options: object) => object): void; loader(path: string): unknown }
      readonly uses: { clear(): void; values(): readonly { get(key: 'loader'): string }[] }
    }
  }
  resolve: { alias: { set(name: string, target: false): unknown } }
  optimization: { get(name: 'splitChunks'): object; splitChunks(options: object): void }
}

function compileByOwnBabelFile(chain: unknown): void {
  const script = (chain as Chain).module.rule('script')
  script.use('babelLoader').tap((options) => ({ ...options, configFile: path.join(__dirname, 'babel.cjs') }))
}

// Taro splits only what the first page shares; left so, every page's chunk carries the contract and the components again.
function sharePagesCode(chain: unknown): void {
  const { optimization } = chain as Chain
  const taros = optimization.get('splitChunks')
  optimization.splitChunks({ ...taros, chunks: 'all', minSize: 12_000, maxAsyncRequests: 12, maxInitialRequests: 12 })
}

/** Taro writes its components' styles into the first script, 13 KB of it; in a file they are read before anything runs, and still first. */
function keepStylesOutOfScripts(chain: unknown): void {
  const { module } = chain as Chain
  const [extract] = module.rule('customStyle').uses.values()
  if (extract === undefined) throw new Error('Taro has another rule for styles by now')
  const taros = module.rule('taroStyle')
  taros.uses.clear()
  taros.use('extract').loader(extract.get('loader'))
}

function leaveOut(chain: unknown): void {
  for (const name of notOnTheWeb) (chain as Chain).resolve.alias.set(`${name}$`, false)
}

// Styles are written in logical px, which both WebKit and WeChat take as they are.
const pxAsWritten = { pxtransform: { enable: false }, cssModules: { enable: false } }

export default defineConfig<'webpack5'>(async () => {
  const config: UserConfigExport<'webpack5'> = {
    projectName: 'qiaomen',
    date: '2026-11-24',
    designWidth: 375,
    deviceRatio: { 375: 2, 640: 1.17, 750: 1, 828: 0.905 },
    sourceRoot: 'src',
    // Siblings, because Taro empties its output folder at each build.
    outputRoot: `dist/${process.env.TARO_ENV}`,
    framework: 'react',
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    plugins: [path.join(__dirname, 'aria-plugin.ts')],
    // Webpack's file cache; each target has a folder of its own, so that two builds at once don't meet.
    cache: {
      enable: true,
      name: `${process.env.TARO_ENV}-${process.env.NODE_ENV}`,
      buildDependencies: {
        config: [
          __filename,
          path.join(__dirname, 'babel.cjs'),
          path.join(__dirname, 'aria-plugin.ts'),
          path.join(__dirname, 'own-components.cjs'),
          path.join(root, 'package-lock.json'),
        ],
      },
    },
    defineConstants: {
      BUILD_VERSION: JSON.stringify(process.env.BUILD_VERSION ?? version),
      SUBSCRIBE_TEMPLATES: JSON.stringify(process.env.TARO_APP_TEMPLATES ?? '{}'),
    },
    mini: {
      // Without it a library used by one subpackage lands in the main package.
      optimizeMainPackage: { enable: true },
      compile: { include: modernPackages },
      postcss: pxAsWritten,
      webpackChain: compileByOwnBabelFile,
      miniCssExtractPluginOption: { ignoreOrder: true },
    },
    h5: {
      publicPath: './',
      staticDirectory: 'static',
      router: { mode: 'hash' },
      output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
      miniCssExtractPluginOption: {
        ignoreOrder: true,
        filename: 'css/[name].[contenthash:8].css',
        chunkFilename: 'css/[name].[contenthash:8].css',
      },
      compile: { include: modernPackages },
      postcss: { ...pxAsWritten, autoprefixer: { enable: true } },
      webpackChain(chain) {
        compileByOwnBabelFile(chain)
        sharePagesCode(chain)
        leaveOut(chain)
        keepStylesOutOfScripts(chain)
      },
      // npm run dev: our own server serves what the watch build writes, so Taro's server only has to exist.
      devServer: {
        open: false,
        hot: false,
        liveReload: false,
        host: '127.0.0.1',
        devMiddleware: { writeToDisk: true },
      },
    },
  }
  return config
})
