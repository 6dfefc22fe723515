import Taro from '@tarojs/taro'
import { Line } from '#components/line'
import { standingState } from '#domain/standing'
import type { LocalDate } from '#domain/time'
import { useStanding } from '#stores/field-store'
import { standingKindWord } from '#words/activity'
import { conditionWord, periodWords } from '#words/standing'

const SHOWN = 3

/** A banner that ends today or is torn is a thing to do; what merely comes to its end this week is not yet. */
export function StandingLines({ today }: { readonly today: LocalDate }) {
  const due = useStanding().filter(({ row }) => {
    const state = standingState(row, today)
    return state === 'damaged' || state === 'expired' || (state === 'expiring' && row.to === today)
  })
  return (
    <>
      {due.slice(0, SHOWN).map(({ row }) => (
        <Line
          key={row.id}
          lead="今天"
          title={`${standingKindWord[row.kind]}${row.condition === 'good' ? '到期' : conditionWord[row.condition]} · ${row.place}`}
          detail={`${periodWords(row, today)}，确认续挂或取下`}
          onPress={() => Taro.navigateTo({ url: '/pages/standing/index' })}
        />
      ))}
      {due.length > SHOWN && (
        <Line
          title={`还有 ${due.length - SHOWN} 处横幅标语`}
          onPress={() => Taro.navigateTo({ url: '/pages/standing/index' })}
        />
      )}
    </>
  )
}
