import type { RetentionKind } from '#domain/retention'
import { cases } from './cases'
import { crimes, feedback } from './papers'
import { photos } from './photos'
import { locations, words } from './plain-words'
import { applications, held, keys, notices, sessions, volunteers } from './rows'
import type { RetentionTask } from './task'

const byKind: Readonly<Record<RetentionKind, RetentionTask>> = {
  // Before the case itself, so that no photo outlives the name of whom it shows.
  photo: photos,
  case: cases,
  crime: crimes,
  feedback,
  words,
  location: locations,
  volunteer: volunteers,
  session: sessions,
  key: keys,
  application: applications,
  held,
  notice: notices,
}

/** One for each kind of the policy. */
export const retentionTasks: readonly RetentionTask[] = Object.values(byKind)
