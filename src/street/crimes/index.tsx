import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Answered, SignedOut } from '#components/answered'
import { ChoiceChip } from '#components/choice-chip'
import { CrimeForm } from '#components/crime-form'
import { CrimeList } from '#components/crime-list'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import { Sheet } from '#components/sheet'
import type { StreetAnswer } from '#contract/street'
import { sum } from '#domain/press-down-rate'
import { addDays, dayOf } from '#domain/time'
import { useQuery } from '#stores/query-store'
import { yuanWord } from '#words/crime'
import { useNow } from '../../components/use-now'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { type OwnStreet, useStreet, useStreetAnswer } from '../use-street'
import './index.css'

export default function CrimesPage() {
  const street = useStreet()
  return street === null || street.role === 'leader' ? (
    <SignedOut title="新发案件" hint="街道专班、督导组登录后可查看案件。" />
  ) : (
    <Crimes street={street} />
  )
}

/** Days that are listed: a campaign and what came before it. */
const LISTED_DAYS = 365

/** Every unit's crimes, entered and put right here or by the police (S35, S38). */
function Crimes({ street }: { readonly street: OwnStreet }) {
  const told = useStreetAnswer(street)
  return (
    <Screen marked wide back title="新发案件" sub={`${street.name} · 近一年`}>
      <Answered query={told} lines={8}>
        {(answer) => <Listed street={street} told={answer} />}
      </Answered>
    </Screen>
  )
}

function Listed({ street, told }: { readonly street: OwnStreet; readonly told: StreetAnswer }) {
  const today = dayOf(useNow())
  const query = useQuery<'crimes'>({
    action: 'crimes',
    unit: street.id,
    from: addDays(today, 1 - LISTED_DAYS),
    to: today,
  })
  useReloadOnShow(query.reload)
  const [unit, setUnit] = useState<string | null>(null)
  const [entering, setEntering] = useState(false)
  const units = told.units.filter(({ kind }) => kind !== 'street' && kind !== 'station')
  const chosen = units.find(({ id }) => id === unit)
  const mayEnter = street.role === 'street'
  const choices = units.map(({ id, name }) => ({ value: id, word: name }))
  return (
    <>
      <View className="crm-ways">
        <ChoiceChip label="单位" choices={choices} value={unit} all="全部单位" onChoose={setUnit} />
        {mayEnter && (
          <Press id="enter-crime" className="button" disabled={chosen === undefined} onPress={() => setEntering(true)}>
            {chosen === undefined ? '选单位后录入' : `录入${chosen.name}的案件`}
          </Press>
        )}
        {mayEnter && (
          <Press
            id="import"
            className="button second"
            onPress={() => void Taro.navigateTo({ url: '/street/import/index' })}
          >
            从表格导入
          </Press>
        )}
      </View>
      <Answered query={query} lines={8}>
        {({ crimes }) => {
          const shown = crimes.filter((crime) => chosen === undefined || crime.unit.id === chosen.id)
          const counted = shown.filter(({ counts }) => counts)
          const { loss } = sum(counted.map((crime) => ({ cases: 1, loss: crime.loss })))
          return (
            <Section large title={`${counted.length} 起 · 损失 ${yuanWord(loss)}`}>
              <CrimeList
                crimes={shown}
                settings={told.settings}
                mayCorrect={mayEnter}
                more={(crime) =>
                  crime.counts && (
                    <Press
                      id="to-review"
                      className="button second"
                      onPress={() =>
                        void Taro.navigateTo({ url: `/street/review/index?unit=${crime.unit.id}&id=${crime.id}` })
                      }
                    >
                      看倒查
                    </Press>
                  )
                }
                onDone={query.reload}
              />
            </Section>
          )
        }}
      </Answered>
      {entering && chosen !== undefined && (
        <Sheet title="录入案件" sub={chosen.name} onClose={() => setEntering(false)}>
          <CrimeForm
            unit={chosen.id}
            settings={told.settings}
            before={null}
            onDone={() => {
              setEntering(false)
              query.reload()
            }}
          />
        </Sheet>
      )}
    </>
  )
}
