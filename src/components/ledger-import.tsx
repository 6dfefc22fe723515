import { View } from '@tarojs/components'
import { type ReactNode, useEffect } from 'react'
import type { LedgerRequest } from '#contract/ledger'
import type { UnitId } from '#domain/ids'
import { useLedger } from '#stores/ledger-store'
import { ledgerHint, ledgerUnitWord, ledgerWord } from '#words/ledger'
import { chooseFile } from './browser-files'
import { Segments } from './choice-chip'
import { LedgerReport } from './ledger-report'
import { Press } from './press'
import { adviceFor } from './problem-advice'
import './ledger-import.css'

type Ledger = LedgerRequest['ledger']

interface LedgerImportProps {
  readonly unit: UnitId
  /** What this page may import; the first is offered first. */
  readonly ledgers: readonly [Ledger, ...Ledger[]]
  /** Whatever else has to be chosen before the file. */
  readonly before?: ReactNode
}

/** From a file on a computer: try first, then all of it or nothing (F20). */
export function LedgerImport({ unit, ledgers, before }: LedgerImportProps) {
  const { ledger, file, phase, answer, problem, choose, check, importAll, again } = useLedger()
  const offered = ledgers.includes(ledger)
  const [first] = ledgers
  useEffect(() => {
    // Another page of the same run may have left its own ledger behind.
    if (!offered) choose(first)
  }, [offered, first, choose])
  if (!offered) return null
  const busy = phase === 'checking' || phase === 'importing'
  const pick = async (): Promise<void> => {
    const chosen = await chooseFile()
    if (chosen !== null) await check(unit, chosen)
  }
  return (
    <View className="imp-columns">
      <View className="imp-choose">
        <Steps at={phase === 'imported' ? 3 : answer !== null ? 2 : 1} />
        {before}
        {ledgers.length > 1 && (
          <Segments
            label="哪种台账"
            choices={ledgers.map((value) => ({ value, word: ledgerWord[value] }))}
            value={ledger}
            onChoose={choose}
          />
        )}
        <View className="imp-hint">{ledgerHint[ledger]}</View>
        <Press
          id="choose-file"
          className={`button${answer === null ? '' : ' second'}`}
          disabled={busy}
          onPress={() => void pick()}
        >
          {file === null ? '选择文件（xlsx 或 csv）' : '换一个文件'}
        </Press>
        {file !== null && (
          <View className="imp-file">
            {file.name}
            <View className="imp-size">{Math.max(1, Math.round(file.size / 1024))} KB</View>
          </View>
        )}
      </View>
      <View className="imp-result">
        {problem !== null && (
          <View className="imp-problem" role="alert">
            <View className="imp-problem-title">! {problem.title}</View>
            <View>{adviceFor(problem)}</View>
            <View>没有写入任何内容。</View>
          </View>
        )}
        {busy && (
          <Progress
            words={phase === 'checking' ? '正在逐行试导，不会写入…' : '正在导入，要么全部成功，要么一行不写…'}
          />
        )}
        {answer !== null && <LedgerReport answer={answer} ledger={ledger} />}
        {(phase === 'checked' || phase === 'importing') && answer !== null && answer.added > 0 && (
          <Press id="import-all" className="button" disabled={busy} onPress={() => void importAll(unit)}>
            导入这 {answer.added} {ledgerUnitWord[ledger]}
          </Press>
        )}
        {phase === 'imported' && (
          <Press className="button second" onPress={again}>
            再导一个
          </Press>
        )}
      </View>
    </View>
  )
}

function Steps({ at }: { readonly at: number }) {
  return (
    <View className="imp-steps" role="list" aria-label="步骤">
      {['选文件', '看试导结果', '导入'].map((word, index) => (
        <View
          key={word}
          className={`imp-step${index + 1 === at ? ' imp-step-on' : ''}${index + 1 < at ? ' imp-step-done' : ''}`}
          role="listitem"
          {...(index + 1 === at ? { 'aria-current': 'step' as const } : {})}
        >
          {index + 1 < at ? '✓' : index + 1} {word}
        </View>
      ))}
    </View>
  )
}

function Progress({ words }: { readonly words: string }) {
  return (
    <View className="imp-progress" role="status" aria-live="polite">
      <View className="imp-progress-bar" aria-hidden>
        <View className="imp-progress-fill" />
      </View>
      {words}
    </View>
  )
}
