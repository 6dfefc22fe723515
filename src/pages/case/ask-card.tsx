import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Press } from '#components/press'
import type { CaseRow } from '#contract/pull'
import { checkAsk, talkOf } from '#words/talk'

/** What to ask first and what to say, where the worker stands: from the app itself, so no network is needed. */
export function AskCard({ row }: { readonly row: CaseRow }) {
  const [open, setOpen] = useState(false)
  if (row.kind === 'check') return <Asked title="到门口先问" ask={checkAsk} />
  const type = row.fraudType ?? 'other'
  const { ask, say, refused } = talkOf(type)
  return (
    <>
      <Asked title="先问三句" ask={ask} />
      {open && (
        <View id="say">
          <Said title="怎么说" words={say} />
          <Said title="不听劝时" words={[refused]} />
        </View>
      )}
      <View className="case-ask-ways">
        <Press id="show-say" className="button second small" expanded={open} onPress={() => setOpen((shown) => !shown)}>
          {open ? '收起' : '怎么说、不听劝怎么办'}
        </Press>
        <Press
          id="to-card"
          className="button second small"
          onPress={() => void Taro.navigateTo({ url: `/pages/cards/index?type=${type}` })}
        >
          案例卡
        </Press>
      </View>
    </>
  )
}

function Asked({ title, ask }: { readonly title: string; readonly ask: readonly string[] }) {
  return (
    <View className="case-ask" role="list" aria-label={title}>
      <View className="case-ask-title">{title}</View>
      {ask.map((question, index) => (
        <View key={question} className="case-ask-line" role="listitem">
          {`${index + 1}. ${question}`}
        </View>
      ))}
    </View>
  )
}

function Said({ title, words }: { readonly title: string; readonly words: readonly string[] }) {
  return (
    <View className="case-say" role="list" aria-label={title}>
      <View className="case-ask-title">{title}</View>
      {words.map((word) => (
        <View key={word} className="case-ask-line" role="listitem">
          {word}
        </View>
      ))}
    </View>
  )
}
