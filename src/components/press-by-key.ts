/** For what opens a picker: that listens to clicks only. */
export const pressByKey =
  process.env.TARO_ENV === 'h5'
    ? {
        onKeyDown: (event: KeyboardEvent) => {
          if (event.key === 'Enter' && event.currentTarget instanceof HTMLElement) event.currentTarget.click()
        },
      }
    : {}
