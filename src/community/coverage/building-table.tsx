import { View } from '@tarojs/components'
import { Bar } from '#components/bar-row'
import { type Column, DataTable } from '#components/data-table'
import { Mark } from '#components/ways-and-marks'
import type { Milliseconds } from '#domain/time'
import { dayWord, percent } from '#words/format'
import { buildingName, type CoveredBuilding } from './words'

interface BuildingTableProps {
  readonly buildings: readonly CoveredBuilding[]
  readonly staleDays: number
  readonly now: Milliseconds
  readonly onOpen: (building: CoveredBuilding) => void
}

/** A line a building; on a phone what matters, on a computer every column, each of which sorts. */
export function BuildingTable({ buildings, staleDays, now, onOpen }: BuildingTableProps) {
  return (
    <DataTable
      label="楼栋"
      className="cov-table"
      columns={columnsOf(staleDays, now)}
      rows={buildings}
      keyOf={({ id }) => id}
      rowLabel={(building) =>
        `${buildingName(building)}，走到 ${building.visited} / ${building.doors} 户，${staleDays} 天未到 ${building.stale} 户，${building.owners.join('、') || '无人负责'}`
      }
      onRow={onOpen}
      empty="这一类没有楼栋。"
    />
  )
}

function columnsOf(staleDays: number, now: Milliseconds): readonly Column<CoveredBuilding>[] {
  return [
    {
      key: 'name',
      title: '楼栋',
      sortBy: buildingName,
      cell: (building) => (
        <>
          {buildingName(building)}
          <View className="cov-note">
            {building.owners.length === 0 ? <Mark tone="urgent">! 无人负责</Mark> : building.owners.join('、')}
            {building.stale > 0 && (
              <View className="cov-stale-note">
                {staleDays} 天未到 {building.stale} 户
              </View>
            )}
          </View>
        </>
      ),
    },
    { key: 'bar', title: '进度', cell: ({ visited, doors }) => <Bar part={doors === 0 ? 0 : visited / doors} /> },
    {
      key: 'count',
      title: '走到',
      end: true,
      cell: ({ visited, doors }) => `${visited}/${doors}`,
      sortBy: ({ visited }) => visited,
    },
    {
      key: 'part',
      title: '覆盖',
      end: true,
      cell: ({ visited, doors }) => percent(visited, doors),
      sortBy: ({ visited, doors }) => (doors === 0 ? 0 : visited / doors),
    },
    {
      key: 'left',
      title: '未走访',
      end: true,
      cell: ({ visited, doors }) => doors - visited,
      sortBy: ({ visited, doors }) => doors - visited,
    },
    { key: 'stale', title: `${staleDays} 天未到`, end: true, cell: ({ stale }) => stale, sortBy: ({ stale }) => stale },
    { key: 'met', title: '见面', end: true, cell: ({ met }) => met, sortBy: ({ met }) => met },
    {
      key: 'last',
      title: '最后走访',
      end: true,
      cell: ({ lastVisitAt }) => (lastVisitAt === null ? '–' : dayWord(lastVisitAt, now)),
      sortBy: ({ lastVisitAt }) => lastVisitAt ?? 0,
    },
  ]
}
