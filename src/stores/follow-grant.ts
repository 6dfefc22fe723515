import { whenGranted } from './field-store'
import { useSession } from './session-store'

/**
 * Pages ask the session who somebody is; what a pull grants is newer. Another role has other pages and other data, so that a device
 * must not go on showing those of the one before until the next sign-in.
 */
export function followGrant(): () => void {
  return whenGranted((granted) => {
    const known = useSession.getState().session?.staff
    // Only what pages are chosen by is followed.
    if (known !== undefined && granted.id === known.id && granted.role !== known.role)
      useSession.getState().follow(granted)
  })
}
