import type { DemoBuilding, DemoUnit } from '../../../src/cloud/demo/street'
import { community } from '../street-year/towns'

/** Of one stairwell with four doors a floor, 33 floors high: the board that scrolls furthest. */
const tower = (nth: number): DemoBuilding => ({ name: `${nth + 1}幢`, grid: 0, floors: 33, stairwells: [4] })
const house = (nth: number): DemoBuilding => ({ name: `${nth + 1}幢`, grid: 0, floors: 11, stairwells: [2, 2] })

/** The first grid's worker has so many towers and two houses: with 22 of them 2,992 doors, as many as a phone takes along by itself. */
export function tallCommunity(id: string, nth: number, towers: number): DemoUnit {
  const usual = community(id, nth, 0)
  const [first, ...others] = usual.compounds
  if (first === undefined) throw new Error('no compound')
  const buildings = [...Array.from({ length: towers }, (_, index) => tower(index)), house(towers), house(towers + 1)]
  return { ...usual, compounds: [{ ...first, buildings }, ...others] }
}
