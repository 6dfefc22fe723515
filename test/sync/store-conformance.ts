import { type KeyValueStore, StorageFull } from '#sync/ports'

export interface StoreUnderTest {
  readonly store: KeyValueStore
  /** The same storage as a later start of the app sees it. */
  reopen(): KeyValueStore
  /** From now on nothing more fits. Left out where a test can't bring that about. */
  fill?(): void
}

/** What the engine relies on, whatever the storage is made of. Each platform's store runs this suite. */
export function storeConformance(name: string, create: () => StoreUnderTest): void {
  describe(`${name} as a store`, () => {
    test('gives back what was set, byte for byte, also after a restart', () => {
      const { store, reopen } = create()
      const value = JSON.stringify({ note: '502 室：老人"在家"\\ 🏠', empty: '', list: [] })
      store.set('q/a/o/1', value)
      expect(store.get('q/a/o/1')).toBe(value)
      expect(reopen().get('q/a/o/1')).toBe(value)
    })

    test('keeps text that looks like a number, a boolean or null as text', () => {
      const { store, reopen } = create()
      for (const text of ['2', '0', 'true', 'null', '[]', '"2"']) {
        store.set('q/a/schema', text)
        expect(reopen().get('q/a/schema')).toBe(text)
      }
    })

    test('answers null for what was never set and for what was removed', () => {
      const { store, reopen } = create()
      expect(store.get('q/a/none')).toBeNull()
      store.set('q/a/some', 'x')
      store.remove('q/a/some')
      store.remove('q/a/some')
      expect(store.get('q/a/some')).toBeNull()
      expect(reopen().keys()).not.toContain('q/a/some')
    })

    test('replaces a value whole', () => {
      const { store } = create()
      store.set('q/a/v', 'a long value that is longer than the next')
      store.set('q/a/v', 'short')
      expect(store.get('q/a/v')).toBe('short')
    })

    test('lists every key once, those of a restart included, and keeps keys with slashes and Chinese apart', () => {
      const { store, reopen } = create()
      const names = ['q/a/b/b1', 'q/a/b/b10', 'q/a/f/发放', 'q/b/b/b1']
      for (const key of names) store.set(key, key)
      store.set('q/a/b/b1', 'again')
      for (const held of [store, reopen()])
        expect(
          held
            .keys()
            .filter((key) => key.startsWith('q/'))
            .sort(),
        ).toEqual([...names].sort())
      store.remove('q/a/b/b10')
      store.remove('q/a/b/b10')
      for (const held of [store, reopen()]) expect(held.count()).toBe(held.keys().length)
      expect(store.get('q/b/b/b1')).toBe('q/b/b/b1')
    })

    test('holds 900 KB under one key', () => {
      const { store, reopen } = create()
      const value = JSON.stringify('楼'.repeat(300 * 1024 - 2))
      store.set('q/a/b/large', value)
      expect(reopen().get('q/a/b/large')).toBe(value)
    })

    test('says StorageFull when there is no room, and the old value is still there', () => {
      const { store, reopen, fill } = create()
      if (!fill) return
      store.set('q/a/o/1', 'old')
      fill()
      expect(() => store.set('q/a/o/1', 'new and longer'.repeat(100))).toThrow(StorageFull)
      expect(() => store.set('q/a/o/2', 'another'.repeat(100))).toThrow(StorageFull)
      expect(reopen().get('q/a/o/1')).toBe('old')
      expect(reopen().get('q/a/o/2')).toBeNull()
    })

    test('has room again for as much as was removed', () => {
      const { store, fill } = create()
      if (!fill) return
      store.set('q/a/b/old', 'x'.repeat(500))
      fill()
      store.remove('q/a/b/old')
      store.set('q/a/o/1', 'x'.repeat(100))
      expect(store.get('q/a/o/1')).toBe('x'.repeat(100))
    })
  })
}
