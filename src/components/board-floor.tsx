import { View } from '@tarojs/components'
import { memo } from 'react'
import { doorState } from '#domain/door'
import type { DoorId } from '#domain/ids'
import type { DoorView } from '#sync/engine-api'
import { outcomeShape, outcomeWord } from '#words/outcome'
import { recordStatusWord } from '#words/sync-status'
import { floorWord, type Template } from './board-layout'
import { Press } from './press'

interface FloorProps {
  readonly floor: number
  readonly doors: readonly DoorView[]
  readonly template: Template
  /** Its first door is where Tab enters the board. */
  readonly tabStop: boolean
  readonly open: DoorId | null
  /** Ids picked on this floor, joined; null while nothing is being picked. */
  readonly picked: string | null
  readonly onDoor: (door: DoorView) => void
  readonly onFloor: (floor: number) => void
  readonly onFloorLong: (floor: number) => void
}

/** One floor: redrawn when a door of its own changes, so a tap costs a phone one row and not the house. */
export const BoardFloor = memo(function BoardFloor(props: FloorProps) {
  const { floor, doors, tabStop, open, picked, onDoor, onFloor, onFloorLong } = props
  const ids = picked?.split(' ') ?? []
  const word = floorWord(floor)
  return (
    <View className="floor">
      <Press
        id={`floor-${floor}`}
        className="floor-word"
        label={`${floor}层，长按整层无人，轻点选中整层`}
        onPress={() => onFloor(floor)}
        onLongPress={() => onFloorLong(floor)}
      >
        {word}
      </Press>
      <View className="floor-doors">
        {doors.map((door, index) => (
          <Door
            key={door.id}
            door={door}
            tabStop={tabStop && index === 0}
            open={door.id === open}
            picked={picked === null ? null : ids.includes(door.id)}
            onDoor={onDoor}
          />
        ))}
      </View>
    </View>
  )
}, sameFloor)

interface DoorProps {
  readonly door: DoorView
  readonly tabStop: boolean
  readonly open: boolean
  readonly picked: boolean | null
  readonly onDoor: (door: DoorView) => void
}

function Door({ door, tabStop, open, picked, onDoor }: DoorProps) {
  const state = doorState(door.memory)
  const mark = door.waiting === 'rejected' ? ' door-back' : unsent(door) ? ' door-unsent' : ''
  const waiting = door.waiting === null || door.waiting === 'delivered' ? '' : `，${recordStatusWord[door.waiting]}`
  return (
    <Press
      id={`door-${door.id}`}
      className={`door door-${state}${mark}${open ? ' door-open' : ''}${picked === true ? ' door-picked' : ''}`}
      label={`${door.room} ${outcomeWord[state]}${waiting}`}
      tabStop={tabStop}
      {...(picked === null ? {} : { chosen: picked })}
      onPress={() => onDoor(door)}
    >
      <View className="door-shape" aria-hidden>
        {picked === true ? '☑' : outcomeShape[state]}
      </View>
      <View className="door-room">{door.room}</View>
    </Press>
  )
}

/** Held by the cloud is with the cloud; all else that is not delivered is still here. */
function unsent({ waiting }: DoorView): boolean {
  return waiting !== null && waiting !== 'delivered'
}

function sameFloor(before: FloorProps, after: FloorProps): boolean {
  return (
    before.open === after.open &&
    before.picked === after.picked &&
    before.template === after.template &&
    before.tabStop === after.tabStop &&
    before.onDoor === after.onDoor &&
    before.onFloor === after.onFloor &&
    before.onFloorLong === after.onFloorLong &&
    (before.doors === after.doors ||
      (before.doors.length === after.doors.length &&
        before.doors.every((door, index) => door === after.doors[index] || sameDoor(door, after.doors[index]))))
  )
}

/** A sheet reads its door anew when it opens, so only what is drawn is compared. */
function sameDoor(before: DoorView, after: DoorView | undefined): boolean {
  return (
    before.id === after?.id &&
    before.waiting === after.waiting &&
    before.memory[0]?.outcome === after.memory[0]?.outcome
  )
}
