import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Answered, Empty, SignedOut } from '#components/answered'
import { Segments } from '#components/choice-chip'
import { Line } from '#components/line'
import { OfCampaign } from '#components/of-campaign'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import type { UnitsAnswer } from '#contract/unit-duty'
import type { OperationId } from '#domain/ids'
import { unitFlags } from '#domain/unit-duty'
import { useQuery } from '#stores/query-store'
import { unitKindWord } from '#words/labels'
import { contactWord, unitFlagName, unitFlagWord } from '#words/unit-duty'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { type OwnStreet, useStreet, useStreetAnswer } from '../use-street'
import './index.css'

export default function UnitsPage() {
  const street = useStreet()
  return street === null ? (
    <SignedOut title="单位职责" hint="街道专班登录后可查看各单位的职责。" />
  ) : (
    <OfStreet street={street} />
  )
}

function OfStreet({ street }: { readonly street: OwnStreet }) {
  const query = useStreetAnswer(street)
  return (
    <Screen wide back title="单位职责" sub={street.name}>
      <Answered query={query} lines={8}>
        {({ campaigns }) => (
          <OfCampaign campaigns={campaigns} hint="行动设定后，在这里看各单位的职责和专人。">
            {({ id }) => <Units key={id} street={street} campaign={id} />}
          </OfCampaign>
        )}
      </Answered>
    </Screen>
  )
}

type Listed = UnitsAnswer['units'][number]
type Which = 'flagged' | 'all'

/** Every unit with who does it; where something is missing stands first and says what (S09, S31). */
function Units({ street, campaign }: { readonly street: OwnStreet; readonly campaign: OperationId }) {
  const query = useQuery<'units'>({ action: 'units', unit: street.id, campaign })
  useReloadOnShow(query.reload)
  const [which, setWhich] = useState<Which>('all')
  return (
    <Answered query={query} lines={10}>
      {({ units }) => {
        const flagged = units.filter(({ flags }) => flags.length > 0)
        const shown = which === 'flagged' ? flagged : units
        return (
          <>
            <View id="units-headline" className="uns-headline" role="heading" aria-level={2}>
              {units.length === 0
                ? '还没有承担宣传任务的单位'
                : flagged.length === 0
                  ? `✓ ${units.length} 个单位都已定专人和职责`
                  : `${units.length} 个单位，${flagged.length} 个有缺项`}
            </View>
            <View className="uns-counts">{countWords(units)}</View>
            {flagged.length > 0 && (
              <Segments
                label="看哪些"
                choices={[
                  { value: 'all', word: '全部' },
                  { value: 'flagged', word: '有缺项' },
                ]}
                value={which}
                onChoose={setWhich}
              />
            )}
            <Section large title={which === 'flagged' ? `有缺项的单位 ${shown.length} 个` : `单位 ${shown.length} 个`}>
              {shown.length === 0 && <Empty words="没有缺项" />}
              {shown.map((one) => (
                <UnitLine key={one.unit.id} one={one} campaign={campaign} />
              ))}
            </Section>
          </>
        )
      }}
    </Answered>
  )
}

function UnitLine({ one, campaign }: { readonly one: Listed; readonly campaign: OperationId }) {
  const { unit, flags, contact, area } = one
  const told = [
    ...flags.map((flag) => `! ${unitFlagWord(flag, one)}`),
    unitKindWord[unit.kind],
    contact === null ? '' : `专人 ${contactWord(contact)}`,
    area,
  ]
  return (
    <Line
      id={`unit-${unit.id}`}
      title={unit.name}
      detail={told.filter((word) => word !== '').join(' · ')}
      urgent={flags.length > 0}
      end={flags.length === 0 ? '✓ 齐全' : `! 缺 ${flags.length} 项`}
      onPress={() => void Taro.navigateTo({ url: `/street/unit/index?unit=${unit.id}&campaign=${campaign}` })}
    />
  )
}

function countWords(units: readonly Listed[]): string {
  return unitFlags
    .map((flag) => [unitFlagName[flag], units.filter(({ flags }) => flags.includes(flag)).length] as const)
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${word} ${count}`)
    .join(' · ')
}
