import Taro from '@tarojs/taro'
import type { Sent } from '#stores/sent'

/** Says what became of it. A refused one waits on «我的 › 发送情况» with its reason. */
export function tellSent(sent: Sent): void {
  void Taro.showToast({ title: wordsOf(sent), icon: 'none', duration: sent.kind === 'refused' ? 4000 : 1500 })
}

function wordsOf(sent: Sent): string {
  switch (sent.kind) {
    case 'delivered':
      return '已送达'
    case 'kept':
      return '已存本机，联网后送达'
    case 'refused':
      return `没有生效：${sent.title}`
    default:
      return sent satisfies never
  }
}
