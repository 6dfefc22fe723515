import { useState } from 'react'
import type { UnitId } from '#domain/ids'
import { engineOf } from '#stores/field-store'
import { sendNow } from '#stores/send-now'
import type { Draft } from '#sync/engine-api'
import { tellSent } from '../components/tell-sent'

export interface Acting {
  readonly busy: boolean
  /** Why it did not take effect; what was entered is still there. */
  readonly problem: string | null
  readonly act: (draft: Draft) => void
}

/** Does something to a case and says at once whether it took effect. */
export function useAct(unit: UnitId, onDone: () => void): Acting {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const act = (draft: Draft): void => {
    setBusy(true)
    setProblem(null)
    void sendNow(draft, unit).then((sent) => {
      setBusy(false)
      if (sent.kind === 'refused') {
        // It is still in the form in front of the officer: a second copy in quarantine would only be in his way.
        if (sent.id !== null) engineOf(unit).discard(sent.id)
        setProblem(`没有生效：${sent.title}`)
        return
      }
      tellSent(sent)
      onDone()
    })
  }
  return { busy, problem, act }
}
