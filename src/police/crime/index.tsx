import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Answered, Empty, SignedOut } from '#components/answered'
import { ChoiceChip } from '#components/choice-chip'
import { CrimeForm } from '#components/crime-form'
import { CrimeList } from '#components/crime-list'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import { Sheet } from '#components/sheet'
import type { UnitId } from '#domain/ids'
import { addDays, dayOf } from '#domain/time'
import { useQuery } from '#stores/query-store'
import { useStreetSettings } from '#stores/street-settings'
import { useNow } from '../../components/use-now'
import { communityName, type Officer, useOfficer } from '../use-officer'
import './index.css'

export default function CrimePage() {
  const officer = useOfficer()
  const [first] = officer?.serves ?? []
  if (officer === null) return <SignedOut title="新发案件" hint="民警登录后录入案件。" />
  return first === undefined ? (
    <Screen marked back title="新发案件" sub={officer.station}>
      <Empty words="本所还没有对应的社区" hint="请联系街道专班登记管辖社区。" />
    </Screen>
  ) : (
    <Crimes officer={officer} first={first.unitId} />
  )
}

/** Days that are listed. */
const LISTED_DAYS = 365

/** Crimes of a community that the station serves, entered and put right (S35, S38). */
function Crimes({ officer, first }: { readonly officer: Officer; readonly first: UnitId }) {
  const [unit, setUnit] = useState(first)
  const [entering, setEntering] = useState(false)
  const settings = useStreetSettings()
  const today = dayOf(useNow())
  const query = useQuery<'crimes'>({ action: 'crimes', unit, from: addDays(today, 1 - LISTED_DAYS), to: today })
  const community = communityName(officer, unit)
  return (
    <Screen marked wide back title="新发案件" sub={`${officer.station} · 近一年`}>
      <View className="pcr-ways">
        <ChoiceChip
          label="社区"
          choices={officer.serves.map(({ unitId, name }) => ({ value: unitId, word: name }))}
          value={unit}
          onChoose={(value) => setUnit(officer.serves.find(({ unitId }) => unitId === value)?.unitId ?? unit)}
        />
        <Press id="enter-crime" className="button" onPress={() => setEntering(true)}>
          录入案件
        </Press>
      </View>
      <Answered query={query} lines={8}>
        {({ crimes }) => (
          <Section large title={`${community} ${crimes.filter(({ counts }) => counts).length} 起`}>
            <CrimeList
              crimes={crimes}
              settings={settings}
              mayCorrect
              more={(crime) =>
                crime.counts && (
                  <Press
                    id="to-review"
                    className="button second"
                    onPress={() =>
                      void Taro.navigateTo({ url: `/police/review/index?unit=${crime.unit.id}&id=${crime.id}` })
                    }
                  >
                    看倒查
                  </Press>
                )
              }
              onDone={query.reload}
            />
          </Section>
        )}
      </Answered>
      {entering && (
        <Sheet title="录入案件" sub={community} onClose={() => setEntering(false)}>
          <CrimeForm
            unit={unit}
            settings={settings}
            before={null}
            onDone={() => {
              setEntering(false)
              query.reload()
            }}
          />
        </Sheet>
      )}
    </Screen>
  )
}
