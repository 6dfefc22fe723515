/** Runs when the frame that is made of what was just changed has been drawn: for what is no part of the picture. Ends by what it returns. */
export function afterPicture(run: () => void): () => void {
  let later: ReturnType<typeof setTimeout> | undefined
  const frame = requestAnimationFrame(() => {
    later = setTimeout(run)
  })
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(later)
  }
}
