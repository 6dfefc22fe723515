import { View } from '@tarojs/components'
import { Empty } from '#components/empty'
import { Screen } from '#components/screen'
import { TabBar } from '#components/tab-bar'
import './index.css'

const coming = [
  ['见面劝阻', '民警派来的任务：在什么时限前见到谁、先问哪三句、去过几次'],
  ['核查', '请您到某一户看一看，结果回给民警'],
  ['回访', '劝阻过的人到期再去一次'],
] as const

/** Dissuasion comes later; until then this page says so rather than look broken. */
export default function Tasks() {
  return (
    <Screen title="任务" sub="按时限排列" tabs={<TabBar on="tasks" />}>
      <Empty title="暂无任务">约访和走到一半的楼在“今日”里。</Empty>
      <View className="coming-head" role="heading" aria-level={2}>
        见面劝阻开通后，这里会出现
      </View>
      <View className="coming" role="list">
        {coming.map(([title, detail]) => (
          <View key={title} className="coming-line" role="listitem">
            <View className="coming-title">{title}</View>
            <View className="coming-detail">{detail}</View>
          </View>
        ))}
      </View>
    </Screen>
  )
}
