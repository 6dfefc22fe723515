import { defaultSettings, type StreetSettings } from '#domain/street-settings'
import { useScope } from './field-store'

/** What the street decided, as this device last heard it: also without a network, also before it was ever told. */
export function useStreetSettings(): StreetSettings {
  return useScope()?.settings ?? defaultSettings
}
