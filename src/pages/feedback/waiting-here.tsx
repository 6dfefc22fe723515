import { Line } from '#components/line'
import { Section } from '#components/section'
import { useRecords } from '#stores/field-store'
import { feedbackKindWord } from '#words/feedback'
import { moment } from '#words/format'
import { recordStatusWord } from '#words/sync-status'

/** What was written without a network and has not arrived yet: the list below is the cloud's. */
export function WaitingHere({ now }: { readonly now: number }) {
  const waiting = useRecords().flatMap(({ operation, status }) =>
    operation.type === 'feedback.send' && status.kind !== 'delivered' ? [{ operation, status }] : [],
  )
  if (waiting.length === 0) return null
  return (
    <Section large title="还没有送达">
      {waiting.map(({ operation: { id, at, body }, status }) => (
        <Line
          key={id}
          title={body.words}
          detail={`${feedbackKindWord[body.kind]} · ${moment(at, now)}`}
          end={recordStatusWord[status.kind]}
        />
      ))}
    </Section>
  )
}
