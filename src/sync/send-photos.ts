import { beginAnswer, finishAnswer, type MediaRequest } from '#contract/media'
import { type Problem, type ProblemCode, problem } from '#contract/problem'
import type { Milliseconds } from '#domain/time'
import { type Answer, type Caller, networkProblem } from './call'
import type { Account, PhotoFile } from './engine-api'
import type { Meta } from './meta'
import type { Outbox } from './outbox'
import type { Photos } from './photos'
import type { Files } from './ports'

interface SendPhotosParts {
  readonly account: Account
  readonly photos: Photos
  readonly files: Files
  readonly caller: Caller
  readonly outbox: Outbox
  readonly meta: Meta
  readonly changed: () => void
}

/** Photos come last in a run and one by one: a record made meanwhile does not wait behind them. */
export interface SendPhotos {
  /** Until none is due, `enough` says so or something stops it. Tells what stopped it. */
  run(enough: () => boolean): Promise<Problem | null>
  /** One could be sent right now. */
  hasDue(): boolean
}

/**
 * What is said of the photo and will be said again: it waits for its author. Any other refusal is of the call, the session or the
 * server, and the photo stays as it is.
 */
const finalRefusals: ReadonlySet<number> = new Set<ProblemCode>([
  4001, 4030, 4031, 4035, 4037, 4038, 4045, 4046, 4130, 4132, 4156, 4157,
])

type Outcome =
  | { readonly kind: 'delivered'; readonly at: Milliseconds }
  | { readonly kind: 'refused'; readonly problem: Problem }
  /** Not now; it may have arrived, which `begin` will tell. */
  | { readonly kind: 'later'; readonly problem: Problem }

export function createSendPhotos({
  account: { unit },
  photos,
  files,
  caller,
  outbox,
  meta,
  changed,
}: SendPhotosParts): SendPhotos {
  /** Those that stopped a run go last in the next one, so that nobody waits for what the server can't take. */
  const troubled = new Set<string>()

  /** The cloud takes a photo for the record that names it: until that is there, refused or held ones included, it waits. */
  function isNamedByWaiting({ caseId, sha256 }: PhotoFile): boolean {
    return outbox
      .all()
      .some(
        ({ operation, status }) =>
          operation.type === 'dissuasion.attempt' &&
          status.kind !== 'delivered' &&
          operation.body.caseId === caseId &&
          operation.body.photos?.some((named) => named.sha256 === sha256) === true,
      )
  }

  function due(): readonly PhotoFile[] {
    const ready = photos.toSend().filter((photo) => !isNamedByWaiting(photo))
    return [...ready.filter((photo) => !troubled.has(nameOf(photo))), ...ready.filter((p) => troubled.has(nameOf(p)))]
  }

  async function send({ caseId, sha256, bytes, path }: PhotoFile): Promise<Outcome> {
    const begin: MediaRequest = { action: 'begin', unit, caseId, photo: { sha256, bytes } }
    const begun = await caller.media(begin, beginAnswer)
    if (begun.kind !== 'answer') return failed(begun)
    if (begun.value.kind === 'have') return { kind: 'delivered', at: meta.serverNow() }
    const { url, headers } = begun.value
    const content = await files.read(path).catch(() => undefined)
    if (content === undefined) return { kind: 'later', problem: problem(1007) }
    if (content === null) return { kind: 'refused', problem: problem(1006) }
    // The address is signed for the size that was named: what is left of a cut file would be turned away for good.
    if (content.length !== bytes) return { kind: 'refused', problem: problem(1006, '照片文件不完整') }
    const put = await files.put(url, headers, content)
    if (put.kind === 'no-answer') return { kind: 'later', problem: networkProblem('no-answer') }
    if (put.kind === 'refused') return { kind: 'later', problem: problem(5033, `HTTP ${put.status}`) }
    const finished = await caller.media({ action: 'finish', unit, caseId, sha256 }, finishAnswer)
    return finished.kind === 'answer' ? { kind: 'delivered', at: finished.value.arrivedAt } : failed(finished)
  }

  return {
    async run(enough) {
      await photos.sweep()
      for (const photo of due()) {
        if (enough()) return null
        if (!photos.isKept(photo)) continue
        const outcome = await send(photo)
        switch (outcome.kind) {
          case 'delivered':
            await photos.delivered(photo, outcome.at)
            troubled.delete(nameOf(photo))
            break
          case 'refused':
            photos.refused(photo, outcome.problem)
            break
          case 'later':
            troubled.add(nameOf(photo))
            return outcome.problem
          default:
            outcome satisfies never
        }
        changed()
      }
      return null
    },
    hasDue: () => due().length > 0,
  }
}

function failed(answer: Exclude<Answer<unknown>, { kind: 'answer' }>): Outcome {
  if (answer.kind !== 'problem') return { kind: 'later', problem: networkProblem(answer.kind) }
  const kind = finalRefusals.has(answer.problem.code) ? 'refused' : 'later'
  return { kind, problem: answer.problem }
}

function nameOf({ caseId, sha256 }: PhotoFile): string {
  return `${caseId}/${sha256}`
}
