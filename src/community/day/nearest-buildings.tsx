import { Bar } from '#components/bar-row'
import { type Column, DataTable } from '#components/data-table'
import { Mark } from '#components/ways-and-marks'
import type { CoverageAnswer } from '#contract/query'
import { percent } from '#words/format'
import { buildingName, byNearest } from '../coverage/words'
import { goRecords } from '../go'

type Building = CoverageAnswer['buildings'][number]

const columns: readonly Column<Building>[] = [
  {
    key: 'name',
    title: '楼栋',
    cell: (building) => (
      <>
        {buildingName(building)} {building.owners.length === 0 && <Mark tone="urgent">! 无人负责</Mark>}
      </>
    ),
  },
  { key: 'bar', title: '进度', cell: ({ visited, doors }) => <Bar part={doors === 0 ? 0 : visited / doors} /> },
  { key: 'count', title: '已走访', end: true, cell: ({ visited, doors }) => `${visited}/${doors}` },
  { key: 'part', title: '覆盖', end: true, cell: ({ visited, doors }) => percent(visited, doors) },
]

/** The dozen that stand nearest to being finished. */
export function NearestBuildings({ coverage }: { readonly coverage: CoverageAnswer }) {
  return (
    <DataTable
      label="楼栋覆盖"
      className="day-buildings"
      columns={columns}
      rows={byNearest(coverage.buildings).slice(0, 10)}
      keyOf={({ id }) => id}
      rowLabel={(building) => `${buildingName(building)} 已走访 ${building.visited} / ${building.doors} 户`}
      onRow={({ id }) => goRecords({ building: id })}
      empty="还没有楼栋，请先导入房屋台账。"
    />
  )
}
