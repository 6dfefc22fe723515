import type { Milliseconds } from '../../../src/domain/time'

interface Due {
  readonly at: Milliseconds
  readonly order: number
  run(): void
}

/** What happens when, by the simulated clock: a heap, for a hundred thousand phones each have their next step in it. */
export class Timeline {
  private readonly heap: Due[] = []
  private order = 0

  add(at: Milliseconds, run: () => void): void {
    this.heap.push({ at, order: this.order++, run })
    for (let child = this.heap.length - 1; child > 0; ) {
      const parent = (child - 1) >> 1
      if (!this.swapIf(child, parent)) break
      child = parent
    }
  }

  /** Everything that is due by then, in its order. How late the first of it was; null: nothing was due. */
  runUntil(now: Milliseconds): Milliseconds | null {
    const first = this.heap[0]
    const late = first === undefined || first.at > now ? null : now - first.at
    for (let due = this.heap[0]; due !== undefined && due.at <= now; due = this.heap[0]) {
      this.takeFirst()
      due.run()
    }
    return late
  }

  get length(): number {
    return this.heap.length
  }

  private takeFirst(): void {
    const last = this.heap.pop()
    if (last === undefined || this.heap.length === 0) return
    this.heap[0] = last
    for (let parent = 0; ; ) {
      const left = 2 * parent + 1
      const child = this.isBefore(left + 1, left) ? left + 1 : left
      if (child >= this.heap.length || !this.swapIf(child, parent)) break
      parent = child
    }
  }

  private isBefore(a: number, b: number): boolean {
    const [one, other] = [this.heap[a], this.heap[b]]
    if (one === undefined || other === undefined) return false
    return one.at < other.at || (one.at === other.at && one.order < other.order)
  }

  private swapIf(child: number, parent: number): boolean {
    if (!this.isBefore(child, parent)) return false
    const [one, other] = [this.heap[child], this.heap[parent]]
    if (one === undefined || other === undefined) return false
    this.heap[child] = other
    this.heap[parent] = one
    return true
  }
}
