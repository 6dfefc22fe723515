import { useState } from 'react'
import type { UnitId } from '#domain/ids'
import { engineIn } from '#stores/field-store'
import { sendNow } from '#stores/send-now'
import type { Draft } from '#sync/engine-api'
import { tellSent } from './tell-sent'

export interface DeskActing {
  readonly busy: boolean
  /** Why it did not take effect; what was entered is still there. */
  readonly problem: string | null
  readonly act: (draft: Draft, onDone?: () => void) => void
}

/** Something done at a desk to a unit's paper, and said at once whether it took effect. */
export function useDeskAct(unit: UnitId, onDone: () => void): DeskActing {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const act = (draft: Draft, also?: () => void): void => {
    setBusy(true)
    setProblem(null)
    void sendNow(draft, unit).then((sent) => {
      setBusy(false)
      if (sent.kind === 'refused') {
        // It is still in front of whoever wrote it: a second copy in quarantine would only be in the way.
        if (sent.id !== null) engineIn(unit)?.discard(sent.id)
        setProblem(`没有生效：${sent.title}`)
        return
      }
      tellSent(sent)
      also?.()
      onDone()
    })
  }
  return { busy, problem, act }
}
