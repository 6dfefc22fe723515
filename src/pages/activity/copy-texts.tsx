import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Press } from '#components/press'
import type { OnlineContent } from '#domain/activity-detail'
import { postTexts } from '#words/post-texts'

/** Texts ready to be sent: one tap copies, the person pastes it where it belongs. */
export function CopyTexts({ content }: { readonly content: OnlineContent }) {
  return (
    <View className="field" role="list" aria-label="可直接复制的文案">
      <View className="field-label">可直接复制的文案</View>
      {postTexts[content].map((text, index) => (
        <View key={text} className="post-text" role="listitem">
          <View className="post-words">{text}</View>
          <Press
            id={`copy-${index}`}
            className="button second small"
            label={`复制第 ${index + 1} 条文案`}
            onPress={() => void Taro.setClipboardData({ data: text })}
          >
            复制
          </Press>
        </View>
      ))}
    </View>
  )
}
