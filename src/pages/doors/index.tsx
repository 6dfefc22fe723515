import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { useMemo, useState } from 'react'
import { Empty } from '#components/empty'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import { TabBar } from '#components/tab-bar'
import { TextField } from '#components/text-field'
import { type BuildingKind, buildingKinds } from '#domain/building'
import { syncNow, useBuildings, useSyncStatus } from '#stores/field-store'
import { nearestFirst } from '#stores/short-list'
import { buildingKindWord } from '#words/labels'
import { BuildingCard } from './building-card'
import './index.css'

const SEARCH_FROM = 12

/** Where to knock next: the buildings nearest to being finished first. */
export default function Doors() {
  const buildings = useBuildings()
  const { lastPulledAt, offline } = useSyncStatus()
  const [kind, setKind] = useState<BuildingKind | null>(null)
  const [word, setWord] = useState('')
  const kinds = buildingKinds.filter((each) => buildings.some(({ row }) => row.kind === each))
  const found = useMemo(
    () =>
      nearestFirst(buildings).filter(
        ({ row }) =>
          (kind === null || row.kind === kind) && `${row.compound}${row.name}`.includes(word.replace(/\s/g, '')),
      ),
    [buildings, kind, word],
  )
  const started = found.filter(({ row }) => row.visited > 0 && row.visited < row.doors)
  const fresh = found.filter(({ row }) => row.visited === 0)
  const done = found.filter(({ row }) => row.visited > 0 && row.visited >= row.doors)
  const left = buildings.reduce((sum, { row }) => sum + row.doors - row.visited, 0)
  usePullDownRefresh(() => void syncNow().then(() => Taro.stopPullDownRefresh()))
  return (
    <Screen
      title="走访"
      sub={buildings.length === 0 ? '' : `${buildings.length} 栋楼，还有 ${left} 户未走访`}
      tabs={<TabBar on="doors" />}
      wide
    >
      {kinds.length > 1 && (
        <View className="doors-kinds" role="radiogroup" aria-label="楼栋种类">
          {[null, ...kinds].map((each) => (
            <Press
              key={each ?? 'all'}
              role="radio"
              chosen={kind === each}
              className={`chip${kind === each ? ' chip-on' : ''}`}
              onPress={() => setKind(each)}
            >
              {each === null ? '全部' : buildingKindWord[each]}
            </Press>
          ))}
        </View>
      )}
      {buildings.length > SEARCH_FROM && (
        <TextField id="search" label="找楼栋" value={word} hint="小区或楼号，如 3幢" most={20} onChange={setWord} />
      )}
      {buildings.length === 0 && (
        <Empty title={lastPulledAt === null ? '正在取您负责的楼栋' : '名下还没有楼栋'}>
          {lastPulledAt !== null
            ? '请与社区书记确认分工；分好后这里会自动出现。'
            : offline
              ? '现在没有网络，第一次要联网取一次，以后断网也能用。'
              : '第一次要联网取一次，以后断网也能用。'}
        </Empty>
      )}
      {buildings.length > 0 && found.length === 0 && <Empty title="没有找到">换个写法试试，如“3幢”。</Empty>}
      <Group title="走到一半" cards={started} />
      <Group title="还没开始" cards={fresh} />
      <Group title="已走完" cards={done} />
    </Screen>
  )
}

function Group({ title, cards }: { readonly title: string; readonly cards: ReturnType<typeof nearestFirst> }) {
  if (cards.length === 0) return null
  return (
    <Section title={`${title} ${cards.length}`}>
      <View className="doors-list">
        {cards.map((view) => (
          <BuildingCard key={view.row.id} view={view} />
        ))}
      </View>
    </Section>
  )
}
