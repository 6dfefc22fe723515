import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Answered, Empty, SignedOut } from '#components/answered'
import { BarRow } from '#components/bar-row'
import { Segments } from '#components/choice-chip'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { TabBar } from '#components/tab-bar'
import { type BuildingKind, buildingKinds } from '#domain/building'
import { useQuery } from '#stores/query-store'
import { services } from '#stores/services'
import { moment, percent } from '#words/format'
import { buildingKindWord } from '#words/labels'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { goImport } from '../go'
import { type OwnUnit, useUnit } from '../use-unit'
import { BuildingSheet } from './building-sheet'
import { BuildingTable } from './building-table'
import { byNearest, type CoveredBuilding, coverageHeadline, sum, tableText, totals } from './words'
import './index.css'

export default function CoveragePage() {
  const unit = useUnit()
  return unit === null ? <SignedOut title="覆盖" /> : <Coverage unit={unit} />
}

const spans = [
  { value: '7', word: '7 天' },
  { value: '14', word: '14 天' },
  { value: '30', word: '30 天' },
] as const
type Span = (typeof spans)[number]['value']

const kinds = [
  { value: 'all', word: '全部' },
  ...buildingKinds.map((kind) => ({ value: kind, word: buildingKindWord[kind] })),
] as const

/** 全覆盖、无死角: which doors nobody reached, and which buildings nobody owns (S02). */
function Coverage({ unit }: { readonly unit: OwnUnit }) {
  const now = services().now()
  const [span, setSpan] = useState<Span>('7')
  const [kind, setKind] = useState<BuildingKind | 'all'>('all')
  const [opened, setOpened] = useState<CoveredBuilding | null>(null)
  const staleDays = Number(span)
  const query = useQuery({ action: 'coverage', unit: unit.id, staleDays })
  useReloadOnShow(query.reload)
  const { answer } = query
  return (
    <Screen
      wide
      title="覆盖"
      sub={answer === null ? unit.name : `${unit.name} · 数据截至 ${moment(answer.asOf, now)}`}
      tabs={<TabBar on="coverage" />}
    >
      <View className="cov-bar">
        <View className="cov-bar-word">未到满</View>
        <Segments label="多久没有走到" choices={spans} value={span} onChoose={setSpan} />
      </View>
      <Answered query={query} lines={9}>
        {({ buildings }) => {
          if (buildings.length === 0) return <NoBuildings />
          const shown = byNearest(buildings.filter((building) => kind === 'all' || building.kind === kind))
          return (
            <View className="cov-columns">
              <Summary buildings={buildings} staleDays={staleDays} />
              <View className="cov-table-part">
                <View className="cov-tools">
                  <Segments label="哪一类" choices={kinds} value={kind} onChoose={setKind} />
                  <Press className="cov-copy" onPress={() => void copy(shown, staleDays)}>
                    复制表格
                  </Press>
                </View>
                <BuildingTable buildings={shown} staleDays={staleDays} now={now} onOpen={setOpened} />
              </View>
            </View>
          )
        }}
      </Answered>
      {opened !== null && (
        <BuildingSheet unit={unit} building={opened} staleDays={staleDays} onClose={() => setOpened(null)} />
      )}
    </Screen>
  )
}

function Summary({
  buildings,
  staleDays,
}: {
  readonly buildings: readonly CoveredBuilding[]
  readonly staleDays: number
}) {
  const doors = sum(buildings, 'doors')
  const visited = sum(buildings, 'visited')
  const unowned = buildings.filter(({ owners }) => owners.length === 0).length
  return (
    <View className="cov-summary">
      <View id="coverage-headline" className="cov-headline" role="heading" aria-level={2}>
        {coverageHeadline(buildings)}
      </View>
      <View className="cov-figures">
        <View className="cov-figure">{percent(visited, doors)}</View>
        <View className="cov-figure-words">
          {visited} / {doors} 户走到过
          <View>
            {staleDays} 天未到 {sum(buildings, 'stale')} 户
          </View>
        </View>
      </View>
      {unowned > 0 && <View className="cov-unowned">! {unowned} 栋无人负责，请指定网格员</View>}
      <View role="list" aria-label="三类场所">
        {totals(buildings).map((total) => (
          <BarRow
            key={total.kind}
            label={buildingKindWord[total.kind]}
            note={`${total.buildings} 栋`}
            value={`${total.visited}/${total.doors}`}
            part={total.doors === 0 ? 0 : total.visited / total.doors}
          />
        ))}
      </View>
    </View>
  )
}

function NoBuildings() {
  return (
    <>
      <Empty words="还没有楼栋" hint="导入社区已有的房屋台账，这里就有全部楼栋。" />
      <Press className="button" onPress={goImport}>
        导入台账
      </Press>
    </>
  )
}

async function copy(buildings: readonly CoveredBuilding[], staleDays: number): Promise<void> {
  try {
    await Taro.setClipboardData({ data: tableText(buildings, staleDays) })
    void Taro.showToast({ title: `已复制 ${buildings.length} 栋，可粘贴到表格`, icon: 'none' })
  } catch {
    void Taro.showToast({ title: '没有复制成功，请允许使用剪贴板', icon: 'none' })
  }
}
