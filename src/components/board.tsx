import { type ITouchEvent, View } from '@tarojs/components'
import { memo, useMemo, useRef } from 'react'
import type { DoorId } from '#domain/ids'
import type { DoorView } from '#sync/engine-api'
import { BoardFloor } from './board-floor'
import { moveByArrow } from './board-keys'
import { type Floor, floorsAfter, type Part } from './board-layout'
import './board.css'

interface BoardProps {
  readonly part: Part
  readonly label: string
  /** The door whose sheet is open. */
  readonly open: DoorId | null
  /** Null while doors are opened one by one. */
  readonly picked: ReadonlySet<DoorId> | null
  readonly onDoor: (door: DoorView) => void
  readonly onFloor: (floor: number) => void
  readonly onFloorLong: (floor: number) => void
  /** A swipe over the facade: +1 is the next stairwell. */
  readonly onSwipe: (by: 1 | -1) => void
}

const SWIPE = 60

/** The facade. The callbacks must be stable: a floor is drawn again only when one of its own doors changes. */
export const Board = memo(function Board(props: BoardProps) {
  const { part, label, open, picked, onDoor, onFloor, onFloorLong, onSwipe } = props
  const before = useRef<readonly Floor[]>([])
  const floors = useMemo(() => floorsAfter(before.current, part.doors), [part.doors])
  before.current = floors
  return (
    <View
      id="board"
      className={`board board-${part.template}`}
      role="group"
      aria-label={label}
      {...useSwipe(onSwipe)}
      {...moveByArrow(floors)}
    >
      {floors.map(({ floor, doors }, index) => (
        <BoardFloor
          key={floor}
          floor={floor}
          doors={doors}
          template={part.template}
          tabStop={index === floors.length - 1}
          open={doors.some(({ id }) => id === open) ? open : null}
          picked={
            picked === null
              ? null
              : doors
                  .filter(({ id }) => picked.has(id))
                  .map(({ id }) => id)
                  .join(' ')
          }
          onDoor={onDoor}
          onFloor={onFloor}
          onFloorLong={onFloorLong}
        />
      ))}
    </View>
  )
})

function useSwipe(tell: BoardProps['onSwipe']): object {
  const start = useRef<{ x: number; y: number } | null>(null)
  return {
    onTouchStart: ({ touches: [touch] }: ITouchEvent) => {
      start.current = touch === undefined ? null : { x: touch.clientX, y: touch.clientY }
    },
    onTouchEnd: ({ changedTouches: [touch] }: ITouchEvent) => {
      if (start.current === null || touch === undefined) return
      const right = touch.clientX - start.current.x
      if (Math.abs(right) > SWIPE && Math.abs(touch.clientY - start.current.y) < SWIPE / 2) tell(right < 0 ? 1 : -1)
      start.current = null
    },
  }
}
