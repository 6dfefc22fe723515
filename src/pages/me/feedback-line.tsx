import { Line } from '#components/line'
import type { UnitId } from '#domain/ids'
import { unseenAnswers } from '#stores/feedback-seen'
import { useQuery } from '#stores/query-store'
import { useReloadOnShow } from '../../components/use-reload-on-show'

interface FeedbackLineProps {
  readonly unit: UnitId
  readonly onPress: () => void
}

/** The way to 投诉建议; an answer that was not seen yet is said here, until it was. Without a network it is only the way. */
export function FeedbackLine({ unit, onPress }: FeedbackLineProps) {
  const { answer, reload } = useQuery<'feedback'>({ action: 'feedback', unit, mine: true })
  useReloadOnShow(reload)
  const unseen = answer === null ? 0 : unseenAnswers(answer)
  return (
    <Line
      id="to-feedback"
      title="投诉建议"
      detail={unseen === 0 ? '投诉、建议、故障，街道专班答复' : `街道已答复您 ${unseen} 条，请看`}
      {...(unseen === 0 ? {} : { end: '✓ 新答复' })}
      onPress={onPress}
    />
  )
}
