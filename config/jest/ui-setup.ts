import { createReactApp } from '@tarojs/plugin-framework-react/dist/runtime'
import Taro from '@tarojs/taro'
import * as React from 'react'
import { Component, type PropsWithChildren } from 'react'
import ReactDOM from 'react-dom/client'

// Taro's page hooks (useLoad, useDidShow …) read what only createReactApp fills in.
class Shell extends Component<PropsWithChildren> {
  override render() {
    return this.props.children
  }
}
createReactApp(Shell as never, React as never, ReactDOM as never, { appId: 'app' } as never)

// Said once a file by Taro's test utilities, which speak to the React before 18.3; nobody here can mend it.
const complain = console.error
console.error = (...said: unknown[]) => {
  if (!String(said[0]).includes('ReactDOMTestUtils.act')) complain(...said)
}

// An import cycle between taro-h5 and its router leaves these undefined under Jest, so they are assigned, not spied on.
const resolved = (value: object = {}) => jest.fn().mockResolvedValue({ errMsg: 'ok', ...value })

Object.assign(Taro, {
  navigateTo: resolved(),
  redirectTo: resolved(),
  switchTab: resolved(),
  reLaunch: resolved(),
  navigateBack: resolved(),
  showToast: resolved(),
  showModal: resolved({ confirm: true, cancel: false }),
  showActionSheet: resolved({ tapIndex: 0 }),
  request: resolved({ statusCode: 200, data: {} }),
  getLocation: resolved({ latitude: 31.33, longitude: 120.76, accuracy: 10 }),
  chooseMedia: resolved({ type: 'image', tempFiles: [{ tempFilePath: 'blob:photo', size: 1, fileType: 'image' }] }),
})

// jsdom draws nothing and would say so at each word that a chart measures; without a context the chart measures by its own table.
HTMLCanvasElement.prototype.getContext = () => null
