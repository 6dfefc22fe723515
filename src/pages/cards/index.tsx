import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Line } from '#components/line'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import { fraudType } from '#contract/street'
import type { FraudType } from '#domain/fraud-type'
import { useStreetSettings } from '#stores/street-settings'
import { fraudChoices, fraudWord } from '#words/fraud'
import { paidAlready, talkOf } from '#words/talk'
import { useParam } from '../../components/use-params'
import './index.css'

/** What to say at the door, by kind of fraud; part of the app, so it opens without a network (F12). */
export default function Cards() {
  const type = useParam('type', fraudType)
  return type === null ? <Contents /> : <Card type={type} />
}

function Contents() {
  const types = fraudChoices(useStreetSettings())
  return (
    <Screen title="话术和案例" sub="没有网络也能看" back>
      {types.map(({ value: type, word }) => (
        <Line
          key={type}
          id={`card-${type}`}
          title={word}
          {...(talkOf(type).how[0] === undefined ? {} : { detail: talkOf(type).how[0] })}
          onPress={() => void Taro.navigateTo({ url: `/pages/cards/index?type=${type}` })}
        />
      ))}
      <Section title="已经转了钱，怎么办" large>
        <Words words={paidAlready} numbered />
      </Section>
    </Screen>
  )
}

function Card({ type }: { readonly type: FraudType }) {
  const { how, ask, say, refused, story } = talkOf(type)
  return (
    <Screen title={fraudWord(type)} sub="话术和案例" back>
      <Section title="先问三句" large>
        <Words words={ask} numbered />
      </Section>
      <Section title="怎么说" large>
        <Words words={say} />
      </Section>
      <Section title="不听劝时" large>
        <Words words={[refused]} />
      </Section>
      <Section title="他们怎么骗" large>
        <Words words={how} />
      </Section>
      <Section title="一个案例" large>
        <View className="card-story">{story}</View>
      </Section>
      <Section title="已经转了钱，怎么办" large>
        <Words words={paidAlready} numbered />
      </Section>
    </Screen>
  )
}

interface WordsProps {
  readonly words: readonly string[]
  readonly numbered?: boolean
}

function Words({ words, numbered = false }: WordsProps) {
  return (
    <View role="list">
      {words.map((word, index) => (
        <View key={word} className="card-words" role="listitem">
          {numbered && (
            <View className="card-number" aria-hidden>
              {index + 1}
            </View>
          )}
          <View className="card-text">{word}</View>
        </View>
      ))}
    </View>
  )
}
