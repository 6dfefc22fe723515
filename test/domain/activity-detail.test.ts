import { activityChannels, attendedChannels, channels, isBroadcast, standingChannels } from '#domain/activity'
import { addGroups, fieldsOf } from '#domain/activity-detail'

describe('a channel', () => {
  test('is attended, broadcast or standing, and never two of them', () => {
    for (const channel of activityChannels)
      expect([channel, isBroadcast(channel)]).toEqual([
        channel,
        !(attendedChannels as readonly string[]).includes(channel),
      ])
    for (const channel of standingChannels) expect(activityChannels as readonly string[]).not.toContain(channel)
    expect(new Set(channels).size).toBe(channels.length)
  })

  test('asks for heads where people came, and for a reach where nobody had to come', () => {
    for (const channel of attendedChannels) expect(fieldsOf(channel)).toContain('audience')
    for (const channel of activityChannels)
      expect(fieldsOf(channel).includes('reach') && fieldsOf(channel).includes('audience')).toBe(false)
  })
})

test('groups are added one by one, and nobody stands for no line', () => {
  expect(addGroups({ officials: 3, employees: 0 }, { officials: 4, kindergarten: 9 })).toEqual({
    officials: 7,
    kindergarten: 9,
  })
})
