import { View } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import { Press } from './press'
import { pressDown } from './press-down'
import './data-table.css'

export interface Column<Row> {
  /** Also the class of its cells, `dt-<key>`, by which a page lays out its columns. */
  readonly key: string
  readonly title: string
  readonly end?: boolean
  readonly cell: (row: Row) => ReactNode
  /** Sortable by this. */
  readonly sortBy?: (row: Row) => number | string
}

interface DataTableProps<Row> {
  readonly label: string
  /** Its grid-template-columns is the page's: `.name .dt-row`. */
  readonly className: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  readonly rowLabel?: (row: Row) => string
  readonly onRow?: (row: Row) => void
  readonly empty?: string
}

interface Sort {
  readonly key: string
  readonly down: boolean
}

/** Rows as a table to the eye and to a screen reader; a heading pressed sorts, pressed again turns the order. */
export function DataTable<Row>({
  label,
  className,
  columns,
  rows,
  keyOf,
  rowLabel,
  onRow,
  empty,
}: DataTableProps<Row>) {
  const [sort, setSort] = useState<Sort | null>(null)
  const sorted = inOrder(rows, columns, sort)
  return (
    <View className={`dt ${className}`} role="table" aria-label={label} aria-rowcount={rows.length + 1}>
      <View className="dt-row dt-head" role="row">
        {columns.map((column) => (
          <HeadCell key={column.key} column={column} sort={sort} onSort={setSort} />
        ))}
      </View>
      {sorted.map((row) => (
        <Line key={keyOf(row)} row={row} columns={columns} label={rowLabel?.(row)} onRow={onRow} />
      ))}
      {rows.length === 0 && empty !== undefined && <View className="dt-empty">{empty}</View>}
    </View>
  )
}

interface HeadCellProps<Row> {
  readonly column: Column<Row>
  readonly sort: Sort | null
  readonly onSort: (sort: Sort) => void
}

function HeadCell<Row>({ column, sort, onSort }: HeadCellProps<Row>) {
  const on = sort?.key === column.key ? sort : null
  const direction = on === null ? 'none' : on.down ? 'descending' : 'ascending'
  const className = `dt-cell dt-${column.key}${column.end ? ' dt-end' : ''}`
  if (column.sortBy === undefined) {
    return (
      <View className={className} role="columnheader">
        {column.title}
      </View>
    )
  }
  return (
    <View className={className} role="columnheader" aria-sort={direction}>
      <Press
        className="dt-sort"
        label={`按${column.title}排序`}
        onPress={() => onSort({ key: column.key, down: on !== null && !on.down })}
      >
        {column.title}
        <View className="dt-arrow" aria-hidden>
          {on === null ? '↕' : on.down ? '↓' : '↑'}
        </View>
      </Press>
    </View>
  )
}

interface LineProps<Row> {
  readonly row: Row
  readonly columns: readonly Column<Row>[]
  readonly label: string | undefined
  readonly onRow: ((row: Row) => void) | undefined
}

function Line<Row>({ row, columns, label, onRow }: LineProps<Row>) {
  return (
    <View
      className={`dt-row dt-line${onRow === undefined ? '' : ' press'}`}
      role="row"
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(onRow === undefined ? {} : pressable(() => onRow(row)))}
    >
      {columns.map((column) => (
        <View key={column.key} className={`dt-cell dt-${column.key}${column.end ? ' dt-end' : ''}`} role="cell">
          {column.cell(row)}
        </View>
      ))}
    </View>
  )
}

function pressable(press: () => void): object {
  const keyboard = {
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' && event.key !== ' ') return
      event.preventDefault()
      press()
    },
  }
  return { tabIndex: 0, onClick: press, ...pressDown(false), ...(process.env.TARO_ENV === 'h5' ? keyboard : {}) }
}

function inOrder<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sort: Sort | null): readonly Row[] {
  const by = columns.find(({ key }) => key === sort?.key)?.sortBy
  if (sort === null || by === undefined) return rows
  const direction = sort.down ? -1 : 1
  return [...rows].sort((a, b) => {
    const [x, y] = [by(a), by(b)]
    return x < y ? -direction : x > y ? direction : 0
  })
}
