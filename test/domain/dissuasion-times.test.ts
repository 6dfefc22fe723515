import { metInTime } from '#domain/dissuasion-times'

describe('a resident was met in time', () => {
  it('when no deadline passed and somebody met him; while nobody did it is not decided', () => {
    expect(metInTime({ dues: [], sent: [10], met: [20] })).toEqual({ dueAt: null, metAt: 20, inTime: true })
    expect(metInTime({ dues: [], sent: [10], met: [] })).toEqual({ dueAt: null, metAt: null, inTime: null })
  })

  it('when a deadline was told, but the attempt had been made before it and only arrived later', () => {
    expect(metInTime({ dues: [100], sent: [10], met: [90] })).toEqual({ dueAt: 100, metAt: 90, inTime: true })
  })

  it('not when he was met after the deadline, or never', () => {
    expect(metInTime({ dues: [100], sent: [10], met: [101] })).toEqual({ dueAt: 100, metAt: 101, inTime: false })
    expect(metInTime({ dues: [100], sent: [10], met: [] })).toEqual({ dueAt: 100, metAt: null, inTime: false })
  })

  it('not when he was met in an earlier round only: each time somebody is sent the deadline is a new one', () => {
    const times = { dues: [500], sent: [10, 400], met: [50, 600] }
    expect(metInTime(times)).toEqual({ dueAt: 500, metAt: 600, inTime: false })
    expect(metInTime({ ...times, met: [50, 450] })).toEqual({ dueAt: 500, metAt: 50, inTime: true })
  })
})
