import { useEffect, useState } from 'react'
import { afterPicture } from '../../components/after-picture'

/** Whether the board has been drawn: then the boxes of a door's sheet are made, which the first tap would have to wait for. */
export function useSheetAhead(stands: boolean): boolean {
  const [drawn, setDrawn] = useState(false)
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5' || !stands) return
    return afterPicture(() => setDrawn(true))
  }, [stands])
  return drawn
}
