/** A string that only its own maker may pass: a door's id is never taken for a visit's. */
type Branded<Name extends string> = string & { readonly __brand: Name }

/** A community, an office, a company… Short and readable, e.g. `qfy`. */
export type UnitId = Branded<'UnitId'>
/** A patch of a unit with its grid worker. */
export type GridId = Branded<'GridId'>
/** Stable within its unit, e.g. `b3`. */
export type BuildingId = Branded<'BuildingId'>
/** Stable within its unit, e.g. `b3-17`. */
export type DoorId = Branded<'DoorId'>
/** Unique across units, e.g. `qfy-s2`. */
export type StaffId = Branded<'StaffId'>
/** UUIDv7 made once by an installation of the app. */
export type DeviceId = Branded<'DeviceId'>
/** A session of a person on one device, from its sign-in to its end; its tokens come and go. */
export type SessionId = Branded<'SessionId'>
/** UUIDv7 made on the device. The record an operation creates is called by the operation's own id. */
export type OperationId = Branded<'OperationId'>
/** A position in one unit's log: 1, 2, 3… without a gap. */
export type Seq = number
