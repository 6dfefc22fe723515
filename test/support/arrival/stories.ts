import type { OperationType } from '#contract/operation'
import { caseStories } from './case-stories'
import { deskStories } from './desk-stories'
import { fieldStories } from './field-stories'
import type { ArrivalGround, Step } from './ground'

/** The least honest story that ends with that operation: what has to come before it comes from devices, too, where it can. */
export type Story = (ground: ArrivalGround) => readonly Step[] | Promise<readonly Step[]>
export type Stories = { readonly [Type in OperationType]: Story }

/** A type that is not here does not compile. */
export const stories: Stories = { ...fieldStories, ...caseStories, ...deskStories }
