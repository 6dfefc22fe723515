import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { AttemptEntry, CaseEntry } from '#contract/case-query'
import type { OperationId } from '#domain/ids'
import type { Milliseconds } from '#domain/time'
import { attemptFacts, authorWord, entryDetails, entryTitle } from '#words/case-entry'
import { moment } from '#words/format'
import { useNow } from './use-now'
import './case-thread.css'

type Photo = AttemptEntry['photos'][number]

/** What is known to have been done, without the record of it. */
interface KnownStep {
  readonly id: string
  /** Null: when is not known. */
  readonly at: Milliseconds | null
  readonly title: string
  readonly detail: string | null
}

interface CaseThreadProps {
  /** Shown above the entries, where the records themselves are not at hand. */
  readonly known?: readonly KnownStep[]
  /** Oldest first. */
  readonly entries: readonly CaseEntry[]
  /** What is to be done now; null when all is done. */
  readonly next: string | null
  readonly nextDetail?: string
  /** What comes after that. */
  readonly later?: readonly string[]
  readonly renderPhoto?: (photo: Photo) => ReactNode
  /** A word on an entry that is still on its way, e.g. 已存本机. */
  readonly markOf?: (id: OperationId) => string | null
}

/** A case from its alert to its end: what was done, what is due, what is to come. */
export function CaseThread({
  known = [],
  entries,
  next,
  nextDetail,
  later = [],
  renderPhoto,
  markOf,
}: CaseThreadProps) {
  const now = useNow()
  return (
    <View className="thread" role="list" aria-label="经过">
      {known.map(({ id, at, title, detail }) => (
        <View key={id} className="thread-entry thread-done" role="listitem">
          <View className="thread-dot" aria-hidden />
          <View className="thread-title">{at === null ? title : `${moment(at, now)} ${title}`}</View>
          {detail !== null && <View className="thread-detail">{detail}</View>}
        </View>
      ))}
      {entries.map((entry) => (
        <Entry
          key={entry.id}
          entry={entry}
          now={now}
          mark={markOf?.(entry.id) ?? null}
          {...(renderPhoto === undefined ? {} : { renderPhoto })}
        />
      ))}
      {next !== null && (
        <View className="thread-entry thread-now" role="listitem" aria-current="step">
          <View className="thread-dot" aria-hidden />
          <View className="thread-title">现在：{next}</View>
          {nextDetail !== undefined && <View className="thread-detail">{nextDetail}</View>}
        </View>
      )}
      {later.map((word) => (
        <View key={word} className="thread-entry thread-later" role="listitem">
          <View className="thread-dot" aria-hidden />
          <View className="thread-title">{word}</View>
        </View>
      ))}
    </View>
  )
}

interface EntryProps {
  readonly entry: CaseEntry
  readonly now: Milliseconds
  readonly mark: string | null
  readonly renderPhoto?: (photo: Photo) => ReactNode
}

function Entry({ entry, now, mark, renderPhoto }: EntryProps) {
  const alarming = entry.kind === 'escalate' || entry.kind === 'return'
  return (
    <View className={`thread-entry thread-done${alarming ? ' thread-alarm' : ''}`} role="listitem">
      <View className="thread-dot" aria-hidden />
      <View className="thread-title">
        {moment(entry.at, now)} {entryTitle(entry)}
        {mark !== null && <View className="thread-mark">{mark}</View>}
        {entry.late && <View className="thread-mark">补传，{moment(entry.receivedAt, now)} 到云端</View>}
      </View>
      {entry.by !== null && <View className="thread-by">{authorWord(entry.by)}</View>}
      {entryDetails(entry, now).map((line) => (
        <View key={line} className="thread-detail">
          {line}
        </View>
      ))}
      {entry.kind === 'attempt' && (
        <Attempt entry={entry} now={now} {...(renderPhoto === undefined ? {} : { renderPhoto })} />
      )}
    </View>
  )
}

interface AttemptProps {
  readonly entry: AttemptEntry
  readonly now: Milliseconds
  readonly renderPhoto?: (photo: Photo) => ReactNode
}

function Attempt({ entry, now, renderPhoto }: AttemptProps) {
  const facts = attemptFacts(entry, now)
  return (
    <>
      {facts.length > 0 && (
        <View className="thread-facts">
          {facts.map(({ name, value }) => (
            <View key={name} className="thread-fact">
              <View className="thread-name">{name}</View>
              <View className="thread-value">{value}</View>
            </View>
          ))}
        </View>
      )}
      {entry.photos.length > 0 &&
        (renderPhoto === undefined ? (
          <View className="thread-detail">{`照片 ${entry.photos.length} 张`}</View>
        ) : (
          <View className="thread-photos">
            {entry.photos.map((photo) => (
              <View key={photo.sha256}>{renderPhoto(photo)}</View>
            ))}
          </View>
        ))}
    </>
  )
}
