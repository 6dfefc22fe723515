// Runs in the page before the app does; what it measures lies in `window.bench`. Times are ms since the navigation began.
;(() => {
  const bench = { tappedAt: 0, heardAt: 0, storedAt: 0, presented: 0 }
  window.bench = bench

  // Durable on the web: the browser has taken the record's key.
  const { setItem } = Storage.prototype
  Storage.prototype.setItem = function set(key, value) {
    setItem.call(this, key, value)
    if (/\/o\//.test(key)) bench.storedAt = performance.now()
  }

  // Its own time stamp: what waited before the page heard of the finger counts, too.
  addEventListener(
    'click',
    ({ timeStamp }) => {
      bench.tappedAt = timeStamp
      bench.heardAt = performance.now()
      bench.presented = 0
    },
    true,
  )

  // What the browser itself says of a click: from the finger's lift until the frame that answers it was on the screen, in steps of 8 ms; 0: under 16.
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === 'click') bench.presented = duration
  }).observe({ type: 'event', durationThreshold: 16 })

  /** After the frame in whose beginning this is called has been drawn. What came by a port would come after the timers and frames that follow. */
  function afterFrame(tell) {
    scheduler.postTask(() => tell(performance.now()), { priority: 'user-blocking' })
  }

  /** When the first frame in which it holds has been drawn. */
  const drawn = (holds) =>
    new Promise((resolve) => {
      const look = () => (holds() ? afterFrame(resolve) : requestAnimationFrame(look))
      requestAnimationFrame(look)
    })

  /** The same from the next click on: before it, no frame is asked for that a phone would not draw. */
  bench.drawnAfterClick = (holds) =>
    new Promise((resolve) => addEventListener('click', () => drawn(holds).then(resolve), { capture: true, once: true }))

  const shown = (selector) =>
    [...document.querySelectorAll(selector)].filter((one) => one.getClientRects().length > 0).pop()
  bench.shown = shown

  /**
   * Today stands, with its building to go on with, and the main thread has nothing left to do. Only where the page opens with it:
   * elsewhere this would look, and have a frame drawn, sixty times a second for as long as the page is open.
   */
  if (location.hash === '')
    bench.ready = drawn(() => shown('#go-on') !== undefined).then(
      (stands) => new Promise((resolve) => requestIdleCallback(() => resolve({ stands, idle: performance.now() }))),
    )

  /** How many doors lie in the storage. */
  bench.held = () =>
    Object.entries(localStorage)
      .filter(([key]) => /\/b\//.test(key))
      .reduce((sum, [, value]) => sum + (value.match(/"room\\*":/g) ?? []).length, 0)

  /** Time from frame to frame until `stop` is called. */
  bench.record = () => {
    const frames = []
    let last = null
    let going = true
    const note = (now) => {
      if (last !== null) frames.push(now - last)
      last = now
      if (going) requestAnimationFrame(note)
    }
    requestAnimationFrame(note)
    bench.stop = () => {
      going = false
      return frames
    }
  }
})()
