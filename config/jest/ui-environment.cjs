// What Taro's web build defines; its runtime takes the mini program's document without them.
process.env.TARO_ENV = 'h5'
process.env.TARO_PLATFORM = 'web'
