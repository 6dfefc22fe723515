import type { PropsWithChildren } from 'react'
import { useOpening } from '#stores/field-store'
import { Screen } from './screen'

/**
 * Around a page that looks once, as it comes, at what lies on the device: a form half filled, a record to be mended. Without it, one that
 * the app begins with would look before that can be read. What stands inside of a `Screen` needs it not.
 */
export function WhenOpen({ title, children }: PropsWithChildren<{ readonly title: string }>) {
  return useOpening() ? <Screen back title={title} /> : children
}
