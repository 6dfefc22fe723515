import fc from 'fast-check'
import { type AddressCells, readAddress } from '#cloud/ledger/address'
import { tidyCell } from '#cloud/ledger/tidy-cell'

interface Door {
  building: number
  stairwell: number | null
  floor: number
  flat: number
}

const wide = (text: string) => text.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
const roomOf = ({ floor, flat }: Door) => `${floor}${String(flat).padStart(2, '0')}`
const chinese = (n: number) => {
  const digits = '零一二三四五六七八九'
  const tens = Math.floor(n / 10)
  return `${tens > 1 ? digits[tens] : ''}${tens > 0 ? '十' : ''}${n % 10 ? digits[n % 10] : ''}`
}
const door = fc.record({
  building: fc.integer({ min: 1, max: 99 }),
  stairwell: fc.option(fc.integer({ min: 1, max: 12 })),
  floor: fc.integer({ min: 1, max: 34 }),
  flat: fc.integer({ min: 1, max: 30 }),
})

const unit = ({ stairwell }: Door, word = '单元') => (stairwell === null ? '' : `${stairwell}${word}`)
const styles: Record<string, (door: Door) => AddressCells> = {
  'three columns': (d) => ({ building: `${d.building}幢`, stairwell: unit(d), room: roomOf(d) }),
  'bare numbers': (d) => ({ building: `${d.building}`, stairwell: unit(d, ''), room: roomOf(d) }),
  'with 室': (d) => ({ building: `${d.building}栋`, stairwell: unit(d, '门'), room: `${roomOf(d)}室` }),
  'full width': (d) => ({ building: wide(`${d.building}号楼`), stairwell: wide(unit(d)), room: wide(roomOf(d)) }),
  'leading zeros': (d) => ({ building: `0${d.building}#`, stairwell: unit(d), room: roomOf(d).padStart(4, '0') }),
  'Chinese numerals': (d) => ({
    building: `${chinese(d.building)}幢`,
    stairwell: d.stairwell === null ? '' : `${chinese(d.stairwell)}单元`,
    room: roomOf(d),
  }),
  dashes: (d) => ({ building: '', stairwell: '', room: `${d.building}-${d.stairwell ?? 0}-${roomOf(d)}` }),
  'dashes beside a merged 幢': (d) => ({
    building: `${d.building}幢`,
    stairwell: '',
    room: `${d.building}－${d.stairwell ?? 0}－${roomOf(d)}`,
  }),
  'a whole address': (d) => ({ building: '', stairwell: '', room: `青枫苑${d.building}幢${unit(d)}${roomOf(d)}` }),
  '号楼 and 室': (d) => ({ building: '', stairwell: '', room: `${d.building}号楼${unit(d)}${roomOf(d)}室` }),
  栋: (d) => ({ building: '', stairwell: '', room: `${d.building} 栋 ${unit(d)} ${roomOf(d)} 号` }),
  '#': (d) => ({
    building: '',
    stairwell: '',
    room: `${d.building}#${d.stairwell === null ? '' : `-${d.stairwell}-`}${roomOf(d)}`,
  }),
  'stairwell with the room': (d) => ({ building: `${d.building}座`, stairwell: '', room: `${unit(d)}${roomOf(d)}` }),
}

describe('an address', () => {
  test.each(Object.entries(styles))('written in the style “%s” names the door it was written for', (_, write) => {
    fc.assert(
      fc.property(door, (d) => {
        const cells = write(d)
        const reading = readAddress({
          building: tidyCell(cells.building),
          stairwell: tidyCell(cells.stairwell),
          room: tidyCell(cells.room),
        })
        expect(reading).toMatchObject({
          kind: 'door',
          door: { building: String(d.building), stairwell: d.stairwell, room: roomOf(d), floor: d.floor },
        })
      }),
      { numRuns: 300 },
    )
  })

  const cells = (room: string, building = '1幢', stairwell = ''): AddressCells => ({ building, stairwell, room })
  const reasonOf = (of: AddressCells) => {
    const reading = readAddress(of)
    return reading.kind === 'none' ? reading.reason : `door ${JSON.stringify(reading.door)}`
  }

  test.each([
    ['青枫苑5幢2单元501', { compound: '青枫苑', building: '5', stairwell: 2, room: '501', floor: 5 }],
    ['三元里五幢501', { compound: '三元里', building: '5', stairwell: null, room: '501', floor: 5 }],
    ['T2座1203', { compound: null, building: 'T2', stairwell: null, room: '1203', floor: 12 }],
    ['青枫苑A区5幢2-501', { compound: '青枫苑A区', building: '5', stairwell: 2, room: '501', floor: 5 }],
  ])('%s', (room, expected) => {
    expect(readAddress(cells(room, ''))).toEqual({ kind: 'door', door: expected })
  })

  test('may name a shop by its number on the street, a part of a flat, or a building by its name', () => {
    expect(readAddress(cells('8号商铺'))).toMatchObject({ door: { room: '8', floor: 1, stairwell: null } })
    expect(readAddress(cells('12号'))).toMatchObject({ door: { room: '12', floor: 1 } })
    expect(readAddress(cells('商铺203'))).toMatchObject({ door: { room: '203', floor: 2 } })
    expect(readAddress(cells('501-2'))).toMatchObject({ door: { room: '501-2', floor: 5, stairwell: null } })
    expect(readAddress(cells('1203a室', '综合楼'))).toMatchObject({
      door: { building: '综合楼', room: '1203A', floor: 12 },
    })
  })

  test.each([
    ['', '没有室号'],
    ['地下室?', '带着问号'],
    ['904?', '带着问号'],
    ['见附表', '不是室号'],
    ['501、502', '每户写一行'],
    ['501-502', '每户写一行'],
    ['2021-03-20', '改成了日期'],
    ['001', '看不出楼层'],
    ['1-501', '看不出是幢还是单元'],
    ['2-1-501', '请核对'],
    ['5楼501', '不是室号'],
  ])('“%s” in 1幢 names no door, and the reason says why', (room, reason) => {
    expect(reasonOf(cells(room))).toContain(reason)
  })

  test('cited in a reason is cut short, for a cell may hold a novel', () => {
    expect(reasonOf(cells('见'.repeat(30_000))).length).toBeLessThan(100)
  })

  test('needs a building, a readable one, and a stairwell that agrees', () => {
    expect(reasonOf(cells('501', ''))).toContain('没有幢号')
    expect(reasonOf(cells('501', '不详'))).toContain('幢号“不详”看不懂')
    expect(reasonOf(cells('501', '1幢', '东'))).toContain('单元“东”看不懂')
    expect(reasonOf(cells('1-2-501', '1幢', '1单元'))).toContain('1单元')
    expect(readAddress(cells('2-501', '1幢'))).toMatchObject({ door: { building: '1', stairwell: 2 } })
  })
})
