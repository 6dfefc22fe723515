import { View } from '@tarojs/components'
import Taro, { useRouter, useUnload } from '@tarojs/taro'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Board } from '#components/board'
import { ADDED, type Details, DetailsSheet } from '#components/details-sheet'
import { DoorSheet, type OpenDoor } from '#components/door-sheet'
import { Empty } from '#components/empty'
import { Legend } from '#components/legend'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { UndoBar } from '#components/undo-bar'
import type { BuildingId, DoorId } from '#domain/ids'
import { draft } from '#stores/drafts'
import { useBuildings, useDoors } from '#stores/field-store'
import { services } from '#stores/services'
import { closeOffer, logVisits } from '#stores/visit-store'
import type { DoorView } from '#sync/engine-api'
import { floorsOf, partsOf, visitedToday } from '../../components/board-layout'
import { BuildingNav } from './building-nav'
import { PickBar } from './pick-bar'
import { TallyLine } from './tally-line'
import { useHold } from './use-hold'
import { useSheetAhead } from './use-sheet-ahead'
import './index.css'

/** What stands over the board: a door's outcomes, or its details. */
type Above =
  | ({ readonly kind: 'door' } & OpenDoor)
  | { readonly kind: 'details'; readonly door: DoorView; readonly start: Details }

/** The building board: who was met, who is left, and the next door. */
export default function Building() {
  const { params } = useRouter()
  const id = (params.id ?? '') as BuildingId
  const view = useBuildings().find(({ row }) => row.id === id)
  const doors = useDoors(id)
  const hold = useHold(id, doors !== null)
  const kind = view?.row.kind
  const parts = useMemo(() => (kind === undefined || doors === null ? [] : partsOf(kind, doors)), [kind, doors])
  const [chosen, setChosen] = useState(params.stairwell ?? '')
  const index = Math.max(
    0,
    parts.findIndex(({ key }) => key === chosen),
  )
  const part = parts[index]
  const [above, setAbove] = useState<Above | null>(null)
  const [picked, setPicked] = useState<ReadonlySet<DoorId> | null>(null)
  useUnload(closeOffer)
  const sheetAhead = useSheetAhead(part !== undefined)

  // Callbacks must stay the same for the floors, so what they need is read when they run.
  const latest = useRef({ part, parts, index, picking: false })
  latest.current = { part, parts, index, picking: picked !== null }

  const onDoor = useCallback((door: DoorView) => {
    if (latest.current.picking) setPicked((old) => toggled(old ?? new Set(), [door]))
    else setAbove({ kind: 'door', door, startedAt: services().now() })
  }, [])
  const onFloor = useCallback((floor: number) => {
    const own = latest.current.part?.doors.filter((door) => door.floor === floor) ?? []
    setPicked((old) => toggled(old ?? new Set(), own))
  }, [])
  const onFloorLong = useCallback((floor: number) => nobodyOnFloor(latest.current.part?.doors ?? [], floor), [])
  const onSwipe = useCallback((by: 1 | -1) => {
    const next = latest.current.parts[latest.current.index + by]
    if (next !== undefined) setChosen(next.key)
  }, [])
  const close = useCallback(() => setAbove(null), [])

  const opened = useRef(false)
  useEffect(() => {
    if (doors === null || opened.current) return
    opened.current = true
    setAbove(openedWith(params, doors))
  }, [doors, params])

  const name = view === undefined ? '楼栋' : view.row.name
  // The board may have had to make room for a record while the sheet is open.
  const door = above === null ? undefined : (doors?.find(({ id }) => id === above.door.id) ?? above.door)
  const tapped = above?.kind === 'door' && door !== undefined ? { door, startedAt: above.startedAt } : null
  // The bar of several doors has outcomes of its own.
  const ahead = tapped?.door ?? (sheetAhead && picked === null ? part?.doors[0] : undefined)
  const details = (start: Details): void => {
    if (door !== undefined) setAbove({ kind: 'details', door, start })
  }
  return (
    <Screen
      title={name}
      sub={view === undefined ? '' : `${view.row.compound} · 长按楼层：整层无人`}
      back
      wide
      aside={
        part !== undefined && (
          <Press
            id="pick-mode"
            className="board-mode"
            chosen={picked !== null}
            onPress={() => setPicked((old) => (old === null ? new Set() : null))}
          >
            {picked === null ? '多选' : '退出多选'}
          </Press>
        )
      }
      overlay={
        <>
          {ahead !== undefined && (
            <DoorSheet
              buildingName={name}
              open={tapped}
              ahead={ahead}
              onClose={close}
              onDetails={(content, startedAt) => details({ content, visitId: null, startedAt, reason: '' })}
              onAmend={({ id: visitId, content }) => details({ content, visitId, startedAt: null, reason: '' })}
            />
          )}
          {above?.kind === 'details' && door !== undefined && (
            <DetailsSheet buildingName={name} door={door} start={above.start} onClose={close} />
          )}
          {above === null && picked !== null && part !== undefined && (
            <PickBar
              count={picked.size}
              onOutcome={(outcome) => {
                const result = logVisits(
                  part.doors.filter((each) => picked.has(each.id)),
                  outcome,
                )
                if (result !== null && result.kind !== 'saved')
                  void Taro.showToast({ icon: 'none', title: result.problem.title })
                else setPicked(null)
              }}
            />
          )}
          {above === null && picked === null && (
            <UndoBar
              onMore={(visitId, moreOf, content) =>
                setAbove({ kind: 'details', door: moreOf, start: { content, visitId, startedAt: null, reason: ADDED } })
              }
            />
          )}
        </>
      }
    >
      <View className="building">
        <BuildingNav current={id} />
        <View className="building-board">
          {parts.length > 1 && (
            <View className="stairs" role="tablist" aria-label="单元">
              {parts.map(({ key, word }, at) => (
                <Press
                  key={key}
                  id={`stairwell-${key}`}
                  role="tab"
                  chosen={at === index}
                  className={`stair${at === index ? ' stair-on' : ''}`}
                  onPress={() => setChosen(key)}
                >
                  {word}
                </Press>
              ))}
            </View>
          )}
          {part === undefined ? (
            <Waiting state={hold.state} onRetry={hold.retry} />
          ) : (
            <>
              <TallyLine doors={part.doors} />
              <Board
                key={part.key}
                part={part}
                label={`${name} ${part.word}，用方向键移动，回车打开`}
                open={above === null ? null : above.door.id}
                picked={picked}
                onDoor={onDoor}
                onFloor={onFloor}
                onFloorLong={onFloorLong}
                onSwipe={onSwipe}
              />
              <Legend />
            </>
          )}
        </View>
      </View>
    </Screen>
  )
}

/** A page may be opened for one door, or to go on with a form (F08). */
function openedWith(
  params: { readonly door?: string; readonly draft?: string },
  doors: readonly DoorView[],
): Above | null {
  const start = params.draft === undefined ? null : draft('visit')
  const door = doors.find(({ id }) => id === (start?.doorId ?? params.door))
  if (door === undefined) return null
  return start === null ? { kind: 'door', door, startedAt: services().now() } : { kind: 'details', door, start }
}

function Waiting({ state, onRetry }: { readonly state: 'asking' | 'failed'; readonly onRetry: () => void }) {
  if (state === 'asking') return <Empty title="正在取这栋楼的门牌">第一次要联网取一次，以后断网也能用。</Empty>
  return (
    <>
      <Empty title="本机还没有这栋楼">没有网络，或本机存储已满。联网后再取一次即可。</Empty>
      <Press className="button second" onPress={onRetry}>
        再取一次
      </Press>
    </>
  )
}

function toggled(old: ReadonlySet<DoorId>, doors: readonly DoorView[]): ReadonlySet<DoorId> {
  const next = new Set(old)
  const all = doors.every(({ id }) => next.has(id))
  for (const { id } of doors) {
    if (all) next.delete(id)
    else next.add(id)
  }
  return next
}

/** Only doors that nobody has been at today: what was found at a door is not overwritten by a floor. */
function nobodyOnFloor(doors: readonly DoorView[], floor: number): void {
  const now = services().now()
  const own = floorsOf(doors).find((each) => each.floor === floor)?.doors ?? []
  const left = own.filter((door) => !visitedToday(door, now))
  if (left.length === 0) {
    void Taro.showToast({ icon: 'none', title: '这一层今天都走访过了' })
    return
  }
  const result = logVisits(left, 'nobody')
  if (result !== null && result.kind !== 'saved') void Taro.showToast({ icon: 'none', title: result.problem.title })
}
