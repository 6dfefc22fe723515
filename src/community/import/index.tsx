import { View } from '@tarojs/components'
import { Segments } from '#components/choice-chip'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { useLedger } from '#stores/ledger-store'
import { Empty, SignedOut } from '../answered'
import { adviceFor } from '../problem-advice'
import { type OwnUnit, useUnit } from '../use-unit'
import { chooseFile } from './browser-files'
import { LedgerReport } from './ledger-report'
import { ledgerWord } from './words'
import './index.css'

export default function ImportPage() {
  const unit = useUnit()
  return unit === null ? <SignedOut title="导入台账" /> : <Import unit={unit} />
}

const ledgers = [
  { value: 'houses', word: ledgerWord.houses },
  { value: 'roster', word: ledgerWord.roster },
] as const

/** From the ledgers that a community already keeps: try first, then all of it or nothing (F20). */
function Import({ unit }: { readonly unit: OwnUnit }) {
  return (
    <Screen wide back title="导入台账" sub={unit.name}>
      {process.env.TARO_ENV === 'h5' ? (
        <OnComputer unit={unit} />
      ) : (
        <Empty words="请在电脑上导入" hint="用电脑浏览器登录后，从“今日 › 导入台账”选择 xlsx 或 csv 文件。" />
      )}
    </Screen>
  )
}

function OnComputer({ unit }: { readonly unit: OwnUnit }) {
  const { ledger, file, phase, answer, problem, choose, check, importAll, again } = useLedger()
  const busy = phase === 'checking' || phase === 'importing'
  const pick = async (): Promise<void> => {
    const chosen = await chooseFile()
    if (chosen !== null) await check(unit.id, chosen)
  }
  return (
    <View className="imp-columns">
      <View className="imp-choose">
        <Steps at={phase === 'imported' ? 3 : answer !== null ? 2 : 1} />
        <Segments label="哪种台账" choices={ledgers} value={ledger} onChoose={choose} />
        <View className="imp-hint">
          {ledger === 'houses'
            ? '表头要有小区、楼栋和室号；标题行、合并单元格、全角数字、空行都没关系。'
            : '表头要有姓名和职务；已在系统里的人保持原样。'}
        </View>
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
          <Press id="import-all" className="button" disabled={busy} onPress={() => void importAll(unit.id)}>
            导入这 {answer.added} {ledger === 'houses' ? '户' : '人'}
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
