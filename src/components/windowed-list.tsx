import { ScrollView, View } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import './windowed-list.css'

interface WindowedListProps<Item> {
  readonly label: string
  readonly items: readonly Item[]
  readonly keyOf: (item: Item) => string
  readonly row: (item: Item) => ReactNode
  /** Every row's height, px. */
  readonly rowHeight: number
  /** Asked when the end comes near. */
  readonly onEnd?: () => void
  readonly foot?: ReactNode
  /** Rows drawn at once; enough for the tallest window. */
  readonly most?: number
}

/** A list of any length of which only the rows near the window are in the tree. */
export function WindowedList<Item>({
  label,
  items,
  keyOf,
  row,
  rowHeight,
  onEnd,
  foot,
  most = 40,
}: WindowedListProps<Item>) {
  const [first, setFirst] = useState(0)
  const start = Math.max(0, Math.min(first, items.length - most))
  const shown = items.slice(start, start + most)
  const follow = (top: number): void => {
    // In steps, so that a scroll by one row draws nothing anew.
    const row = Math.max(0, Math.floor(top / rowHeight) - 10)
    const step = row - (row % 5)
    if (step !== first) setFirst(step)
  }
  return (
    <ScrollView
      className="wl"
      scrollY
      lowerThreshold={rowHeight * 6}
      onScroll={(event) => follow(event.detail.scrollTop)}
      {...(onEnd === undefined ? {} : { onScrollToLower: onEnd })}
    >
      <View role="list" aria-label={label}>
        <View style={{ height: `${start * rowHeight}px` }} aria-hidden />
        {shown.map((item, index) => (
          <View
            key={keyOf(item)}
            className="wl-row"
            role="listitem"
            aria-setsize={items.length}
            aria-posinset={start + index + 1}
            style={{ height: `${rowHeight}px` }}
          >
            {row(item)}
          </View>
        ))}
        <View style={{ height: `${(items.length - start - shown.length) * rowHeight}px` }} aria-hidden />
      </View>
      {foot}
    </ScrollView>
  )
}
