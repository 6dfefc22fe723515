// Handed to babel-loader by config/index.ts as an explicit configFile, so that nothing need lie at the root and Taro's
// own packages are compiled by it too (a "babel" key in package.json would stop at our own files).
const targets = {
  // The oldest JavaScript engines that WeChat still starts on.
  weapp: { ios: '10', chrome: '53' },
  h5: { chrome: '79', safari: '13', firefox: '78' },
}

module.exports = {
  plugins: process.env.TARO_ENV === 'h5' ? [require.resolve('./own-components.cjs')] : [],
  presets: [
    [
      'taro',
      {
        framework: 'react',
        ts: true,
        compiler: 'webpack5',
        useBuiltIns: false,
        hot: false,
        targets: targets[process.env.TARO_ENV],
      },
    ],
  ],
}
