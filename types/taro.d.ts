/// <reference types="@tarojs/taro" />

declare module '*.css'
declare module '*.png' {
  const url: string
  export default url
}
declare module '*.svg' {
  const url: string
  export default url
}

// Replaced by Taro at build time; no other environment variable reaches the app.
declare const process: {
  readonly env: { readonly TARO_ENV: 'weapp' | 'h5'; readonly NODE_ENV: 'development' | 'production' }
}
