import * as v from 'valibot'

/** One fix at save, foreground only, never required (F11). Degrees (GCJ-02), accuracy in metres. */
export const location = v.strictObject({
  latitude: v.pipe(v.number(), v.minValue(-90), v.maxValue(90)),
  longitude: v.pipe(v.number(), v.minValue(-180), v.maxValue(180)),
  accuracy: v.pipe(v.number(), v.minValue(0), v.maxValue(100_000)),
})
export type Location = v.InferOutput<typeof location>
