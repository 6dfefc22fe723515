export interface Shape {
  readonly devices: number
  /** Records in one request. */
  readonly batch: number
  /** Of one device in one round. */
  readonly batches: number
  readonly rounds: number
  /** Each has four grid workers, and so four devices at most. */
  readonly communities: number
  /** Residential ones of a community, of 44 doors each. */
  readonly buildings: number
}

/** An evening's records of fifty phones, offline until then: 20,000 a round. */
export const batches: Shape = { devices: 50, batch: 100, batches: 4, rounds: 5, communities: 13, buildings: 54 }
/** A record a request, as from forms that send each submission by itself: 2,000 a round. */
export const singles: Shape = { devices: 20, batch: 1, batches: 100, rounds: 5, communities: 5, buildings: 54 }

export const smokeOf = (shape: Shape): Shape => ({
  ...shape,
  devices: 4,
  batches: Math.min(2, shape.batches),
  rounds: 2,
  communities: 1,
  buildings: 2,
})
