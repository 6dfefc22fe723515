import * as v from 'valibot'
import { StorageFull } from '#sync/ports'
import { deskDraftKey } from './desk-draft-keys'
import { services } from './services'
import { useSession } from './session-store'

/** A form that is being filled at a desk, kept at every change (F08) by the device's own storage: the street's people have no engine. */
export interface DeskDraft<Value> {
  /** What was left there, of whoever is signed in; null where nothing was, or nothing that can be read. */
  read(): Value | null
  /** Null: it is done. False: there is no room left, so that the words are on the screen alone. */
  keep(value: Value | null): boolean
}

/** Gone with the person's session (`leave-device.ts`). */
export function deskDraft<Value>(
  form: string,
  about: string,
  schema: v.GenericSchema<unknown, Value>,
): DeskDraft<Value> {
  const key = (): string => deskDraftKey(form, useSession.getState().session?.staff.id, about)
  return {
    read() {
      const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), services().store.get(key()))
      return parsed.success ? parsed.output : null
    },
    keep(value) {
      const { store } = services()
      try {
        if (value === null) store.remove(key())
        else store.set(key(), JSON.stringify(value))
        return true
      } catch (error) {
        if (error instanceof StorageFull) return false
        throw error
      }
    },
  }
}
