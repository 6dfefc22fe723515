import * as v from 'valibot'
import { alertLevels, alertSources, caseKinds, policeLabels } from '#domain/alert'
import {
  advices,
  attemptResults,
  closeReasons,
  followUpOutcomes,
  meetings,
  questions,
  residences,
  revealReasons,
} from '#domain/dissuasion'
import { MOST_PHOTO_BYTES } from './limits'
import { location } from './location'
import { doorId, instant, line, operationId, sha256, staffId } from './scalars'
import { fraudType } from './street'

/**
 * The operations of 见面劝阻. A case is called by the id of the `alert.enter` that opened it. Names, phones, addresses and
 * free words are sealed before the cloud stores them (`src/cloud/vault`).
 */

/** As people write them: spaces and hyphens are taken out. */
export const phone = v.pipe(
  v.string(),
  v.transform((text) => text.replace(/[\s-]/g, '')),
  v.regex(/^\+?\d{5,20}$/),
)

/** S25. `address` is as the source wrote it; `doorId` is where it was matched to. */
export const alertEnter = v.strictObject({
  type: v.literal('alert.enter'),
  body: v.strictObject({
    kind: v.picklist(caseKinds),
    /** 预警编号, unique within the unit. */
    number: v.pipe(v.string(), v.trim(), v.regex(/^[A-Za-z0-9-]{1,40}$/)),
    level: v.picklist(alertLevels),
    fraudType: fraudType,
    source: v.picklist(alertSources),
    /** When the source raised it. */
    raisedAt: instant,
    name: line(40),
    phone,
    address: line(120),
    doorId: v.nullable(doorId),
    clue: v.optional(line(300)),
  }),
})

const ofCase = { caseId: operationId }

/** A wrong name, phone or address put right, with the reason; what is not given stays. */
export const alertCorrect = v.strictObject({
  type: v.literal('alert.correct'),
  body: v.strictObject({
    ...ofCase,
    reason: line(200),
    name: v.optional(line(40)),
    phone: v.optional(phone),
    address: v.optional(line(120)),
  }),
})

/** The address put right by hand; null: it is none of the community's doors. */
export const alertMatch = v.strictObject({
  type: v.literal('alert.match'),
  body: v.strictObject({ ...ofCase, doorId: v.nullable(doorId) }),
})

/** For the police alone (S24). */
export const alertLabel = v.strictObject({
  type: v.literal('alert.label'),
  body: v.strictObject({
    ...ofCase,
    labels: v.pipe(v.array(v.picklist(policeLabels)), v.maxLength(policeLabels.length)),
  }),
})

/** S27. */
export const dissuasionCall = v.strictObject({
  type: v.literal('dissuasion.call'),
  body: v.strictObject({ ...ofCase, reached: v.boolean(), note: v.optional(line(200)) }),
})

const people = v.pipe(v.array(staffId), v.maxLength(10))

/** S28. The leader is an officer. */
export const dissuasionDispatch = v.strictObject({
  type: v.literal('dissuasion.dispatch'),
  body: v.strictObject({
    ...ofCase,
    leader: staffId,
    workers: people,
    companions: people,
    note: v.optional(line(200)),
  }),
})

export const dissuasionAccept = v.strictObject({
  type: v.literal('dissuasion.accept'),
  body: v.strictObject(ofCase),
})

export const dissuasionTransfer = v.strictObject({
  type: v.literal('dissuasion.transfer'),
  body: v.strictObject({ ...ofCase, to: staffId, reason: line(200) }),
})

/** Content-addressed: the bytes are sent apart and asked for by this name (F10). */
export const photoName = v.strictObject({
  sha256,
  bytes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_PHOTO_BYTES)),
})

/** S29, one visit of many. `startedAt`: when the form was opened at the door. A volunteer's has no amount and no photos. */
export const dissuasionAttempt = v.strictObject({
  type: v.literal('dissuasion.attempt'),
  body: v.strictObject({
    ...ofCase,
    startedAt: instant,
    met: v.picklist(meetings),
    result: v.picklist(attemptResults),
    /** Who went along. */
    with: v.optional(people),
    /** What was asked, and what was answered: true 是, false 否. */
    answers: v.optional(v.strictObject(v.entriesFromList(questions, v.optional(v.boolean())))),
    fraudType: v.optional(fraudType),
    /** Whole yuan. */
    amount: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000_000))),
    advised: v.optional(v.pipe(v.array(v.picklist(advices)), v.maxLength(advices.length))),
    /** Of a 核查任务. */
    residence: v.optional(v.picklist(residences)),
    nextVisitAt: v.optional(instant),
    note: v.optional(line(300)),
    /** The worker's own word on how long it took, in minutes. */
    minutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(240))),
    photos: v.optional(v.pipe(v.array(photoName), v.maxLength(6))),
    location: v.optional(location),
  }),
})

/** Null: no follow-up is needed. */
export const dissuasionConfirm = v.strictObject({
  type: v.literal('dissuasion.confirm'),
  body: v.strictObject({ ...ofCase, followUpAt: v.nullable(instant), note: v.optional(line(200)) }),
})

export const dissuasionReturn = v.strictObject({
  type: v.literal('dissuasion.return'),
  body: v.strictObject({ ...ofCase, reason: line(200) }),
})

/** S30. */
export const dissuasionFollowUp = v.strictObject({
  type: v.literal('dissuasion.follow-up'),
  body: v.strictObject({
    ...ofCase,
    outcome: v.picklist(followUpOutcomes),
    nextAt: v.nullable(instant),
    note: v.optional(line(200)),
  }),
})

export const dissuasionClose = v.strictObject({
  type: v.literal('dissuasion.close'),
  body: v.strictObject({ ...ofCase, reason: v.picklist(closeReasons), note: line(200) }),
})

export const dissuasionReopen = v.strictObject({
  type: v.literal('dissuasion.reopen'),
  body: v.strictObject({ ...ofCase, reason: line(200) }),
})

/** 管控结论 (S26): for the police alone. */
export const dissuasionConclude = v.strictObject({
  type: v.literal('dissuasion.conclude'),
  body: v.strictObject({ ...ofCase, conclusion: line(300) }),
})

/** N01: a name, phone and room were shown. Made offline it arrives later, with the device's time. */
export const residentReveal = v.strictObject({
  type: v.literal('resident.reveal'),
  body: v.strictObject({ ...ofCase, reason: v.picklist(revealReasons), note: v.optional(line(100)) }),
})
