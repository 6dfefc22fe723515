import Taro from '@tarojs/taro'
import { useState } from 'react'
import { goBack } from '#components/screen'
import type { SaveResult } from '#sync/engine-api'

/** What keeps a form from being saved, in words; null once it is on the device. */
type Attempt = () => string | null

/** A form that saves and leaves; what is wrong stays in sight with everything that was entered. */
export function useSave(attempt: Attempt): { readonly problem: string | null; readonly save: () => void } {
  const [problem, setProblem] = useState<string | null>(null)
  const save = (): void => {
    const wrong = attempt()
    setProblem(wrong)
    if (wrong !== null) return
    void Taro.showToast({ icon: 'success', title: '已存本机' })
    goBack()
  }
  return { problem, save }
}

export function wrongOf(result: SaveResult): string | null {
  return result.kind === 'saved' ? null : `${result.problem.title}。内容还在这里，没有丢。`
}
