import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import type { ExportWhat } from '#contract/export'
import type { UnitId } from '#domain/ids'
import { type ReadyFile, useExport } from '#stores/export-store'
import { Press } from './press'
import { adviceFor } from './problem-advice'
import { Progress } from './progress'
import { takeFile } from './take-file'
import './export-button.css'

interface ExportButtonProps {
  readonly unit: UnitId
  readonly what: ExportWhat
  /** `导出 xlsx` */
  readonly words: string
}

/** From the press to the file: how far it is, then the file itself, or why there is none. What is chosen elsewhere begins anew. */
export function ExportButton({ unit, what, words }: ExportButtonProps) {
  const { phase, make, again } = useExport()
  const asked = JSON.stringify([unit, what])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another choice is another file; leaving the page leaves it behind
  useEffect(() => again, [asked])
  const begin = (): void => void make(unit, what)
  switch (phase.kind) {
    case 'choosing':
      return (
        <Press id="export" className="button" onPress={begin}>
          {words}
        </Press>
      )
    case 'making':
      return (
        <View className="export" role="status" aria-live="polite">
          <View>{makingWords(phase.done, phase.of)}</View>
          <Progress part={phase.done} whole={phase.of ?? 0} />
          <View className="export-hint">请留在这一页，离开后要重新导出。</View>
        </View>
      )
    case 'ready':
      return <Ready file={phase.file} />
    case 'failed':
      return (
        <View className="export" role="alert">
          <View className="export-problem">! {phase.problem.title}</View>
          <View>{adviceFor(phase.problem)}</View>
          <Press id="export" className="button second" onPress={begin}>
            重新导出
          </Press>
        </View>
      )
    default:
      return phase satisfies never
  }
}

function Ready({ file }: { readonly file: ReadyFile }) {
  const address = useExport((state) => state.address)
  const [lost, setLost] = useState(false)
  const take = async (): Promise<void> => {
    const url = await address()
    if (url !== null) setLost(!(await takeFile(url, file.fileName)))
  }
  return (
    <View className="export" role="status" aria-live="polite">
      <View className="export-done">✓ 已生成{file.fileName.endsWith('.xlsx') ? `，${file.rows} 条` : ''}</View>
      <View className="export-name">
        {file.fileName}（{sizeWords(file.bytes)}）
      </View>
      {lost && (
        <View className="export-problem" role="alert">
          ! 文件没有取到，请检查网络后再按一次
        </View>
      )}
      <Press id="take-file" className="button" onPress={() => void take()}>
        {process.env.TARO_ENV === 'weapp' ? '打开文件' : '下载文件'}
      </Press>
      <View className="export-hint">每页都印有您的姓名和导出时间，导出已记入本单位日志。请勿外传。</View>
    </View>
  )
}

function makingWords(done: number, of: number | null): string {
  return of === null ? '正在清点…' : `正在写文件，${done} / ${of} 条`
}

function sizeWords(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
