/** `blocked`: the browser wants a touch or a key first. `none`: there is nothing to make a sound with. */
export type Sound = 'ready' | 'blocked' | 'none'

let context: AudioContext | null = null

function opened(): AudioContext | null {
  if (process.env.TARO_ENV !== 'h5' || typeof AudioContext === 'undefined') return null
  context ??= new AudioContext()
  return context
}

/** Whether a sound would be heard, without trying one. */
export function soundNow(): Sound {
  if (process.env.TARO_ENV !== 'h5' || typeof AudioContext === 'undefined') return 'none'
  if (context !== null) return context.state === 'running' ? 'ready' : 'blocked'
  return navigator.userActivation?.hasBeenActive === false ? 'blocked' : 'ready'
}

/** After a touch or a key the browser lets it sound from then on. */
export async function unlockSound(): Promise<Sound> {
  const own = opened()
  if (own !== null && own.state !== 'running') await own.resume().catch(() => {})
  return soundNow()
}

const NOTES = [880, 1174.7] as const
const NOTE = 0.14

/** Two short rising notes, made on the spot. Asks for no permission; where the browser forbids it, says so. */
export function beep(): Sound {
  const own = opened()
  if (own === null) return 'none'
  if (own.state !== 'running') return 'blocked'
  NOTES.forEach((pitch, index) => {
    const start = own.currentTime + index * NOTE
    const note = own.createOscillator()
    const volume = own.createGain()
    note.frequency.value = pitch
    // Rises and falls within the note, for one that is cut off clicks.
    volume.gain.setValueAtTime(0.0001, start)
    volume.gain.exponentialRampToValueAtTime(0.2, start + 0.02)
    volume.gain.exponentialRampToValueAtTime(0.0001, start + NOTE)
    note.connect(volume).connect(own.destination)
    note.start(start)
    note.stop(start + NOTE)
  })
  return 'ready'
}
