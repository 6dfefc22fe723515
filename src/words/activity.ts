import { type ActivityChannel, attendedChannels, broadcastChannels } from '#domain/activity'

/** Attended ones count into the 60 minutes, the others are counted apart; the form says which is which. */
export const channelGroups: readonly { readonly word: string; readonly channels: readonly ActivityChannel[] }[] = [
  { word: '有人到场（计入 60 分钟）', channels: attendedChannels },
  { word: '播放与推送（另计）', channels: broadcastChannels },
]
