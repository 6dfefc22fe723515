import { View } from '@tarojs/components'
import { Section } from '#components/section'
import { Stepper } from '#components/stepper'
import { retentionDays, retentionKinds, retentionPolicy } from '#domain/retention'
import { retentionWord } from '#words/retention'
import { type Draft, withRetention } from './edits'

interface RetentionProps {
  readonly draft: Draft
  readonly onChange: (draft: Draft) => void
}

/** How long what is kept (F24); it goes the night after a shorter time was saved. */
export function Retention({ draft, onChange }: RetentionProps) {
  return (
    <Section large title="保存期限">
      <View className="sts-note">
        到期的个人信息每天夜里自动删除，删除记入单位日志；依法保留的案件不动，统计数字不变。
      </View>
      <View className="sts-steps">
        {retentionKinds.map((kind) => {
          const { least, most } = retentionPolicy[kind]
          return (
            <View key={kind} id={`keep-${kind}`}>
              <Stepper
                id={`days-${kind}`}
                label={`${retentionWord[kind]}（${least}–${most}）`}
                unit="天"
                value={retentionDays(draft.retention, kind)}
                least={least}
                most={most}
                leap={30}
                onChange={(days) => onChange(withRetention(draft, kind, days))}
              />
            </View>
          )
        })}
      </View>
    </Section>
  )
}
