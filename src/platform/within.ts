/** A platform that does not answer must not keep anybody waiting: ms. */
const MOST_WAIT = 5_000

/** Rejects where no answer came in time; what comes later is nobody's. */
export function within<T>(answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const patience = setTimeout(() => reject(new Error('no answer')), MOST_WAIT)
    const done = () => clearTimeout(patience)
    answer.then(done, done)
    answer.then(resolve, reject)
  })
}
