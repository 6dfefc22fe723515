import { View } from '@tarojs/components'
import type { UnitDutyAnswer } from '#contract/unit-duty'
import { dutyNow, type UnitFlag } from '#domain/unit-duty'
import { moment } from '#words/format'
import { contactWord, unitFlagAdvice, unitFlagWord } from '#words/unit-duty'
import { Empty } from './answered'
import { Line } from './line'
import { Section } from './section'
import './duty-view.css'

interface DutyViewProps {
  readonly answer: UnitDutyAnswer
  readonly now: number
  /** Leads to where a flag is put right; absent where it is put right on this page, or not by the reader. */
  readonly onFlag?: (flag: UnitFlag) => void
}

/** What is missing, then what the unit answers for and who does it, and every version that was set (S09, S31). */
export function DutyView({ answer, now, onFlag }: DutyViewProps) {
  const { flags, content } = answer
  const duty = dutyNow(content)
  return (
    <View>
      {flags.length > 0 && (
        <Section large title={`还缺 ${flags.length} 项`}>
          {flags.map((flag) => (
            <Line
              key={flag}
              id={`flag-${flag}`}
              title={`! ${unitFlagWord(flag, answer)}`}
              detail={unitFlagAdvice[flag]}
              urgent
              {...(onFlag === undefined || !elsewhere(flag) ? {} : { onPress: () => onFlag(flag) })}
            />
          ))}
        </Section>
      )}
      {duty === null ? (
        <Empty words="还没有写明职责" hint="写明责任区域、职责、措施，并定一位专人。" />
      ) : (
        <>
          <Section large title="专人">
            <View className="duty-words">{duty.contact === null ? '未定' : contactWord(duty.contact)}</View>
          </Section>
          <Section large title="责任区域">
            <View className="duty-words">{duty.area === '' ? '未写' : duty.area}</View>
          </Section>
          <Listed title="职责" items={duty.duties} />
          <Listed title="措施" items={duty.measures} />
          <Section large title="修改经过">
            {[...content.versions].reverse().map(({ version, at, by, contact, area }) => (
              <Line
                key={version}
                title={`第 ${version} 版 · ${by}`}
                detail={[moment(at, now), contact === null ? '未定专人' : `专人 ${contactWord(contact)}`, area]
                  .filter((word) => word !== '')
                  .join(' · ')}
              />
            ))}
          </Section>
        </>
      )}
    </View>
  )
}

/** Put right where the unit's people and their grids are. */
function elsewhere(flag: UnitFlag): boolean {
  return flag === 'no-worker' || flag === 'unowned-buildings'
}

function Listed({ title, items }: { readonly title: string; readonly items: readonly string[] }) {
  return (
    <Section large title={title}>
      {items.length === 0 ? (
        <View className="duty-words">未写</View>
      ) : (
        items.map((item, index) => (
          <View key={item} className="duty-words">
            {index + 1}. {item}
          </View>
        ))
      )}
    </Section>
  )
}
