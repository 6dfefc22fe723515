import type { Camera } from '#stores/services'

/** A device that has none: nobody is kept from saving by that. */
export const noCamera: Camera = {
  take: async () => ({ kind: 'failed' }),
  show: async () => null,
  drop: async () => undefined,
}
