import { defaultDissuasionPolicy } from '#domain/dissuasion-policy'
import type { FraudType } from '#domain/fraud-type'
import { defaultSettings, dissuasionPolicyOf, knowsFraudType, settingsFault } from '#domain/street-settings'
import { HOUR, MINUTE } from '#domain/time'

describe('what a street decides', () => {
  it('is S28’s deadlines and the official list until it decides otherwise', () => {
    expect(dissuasionPolicyOf(defaultSettings)).toEqual({ ...defaultDissuasionPolicy, version: 0 })
    expect(defaultSettings.dissuasion.within.urgent).toMatchObject({ accept: 10, meet: 120 })
    expect(knowsFraudType(defaultSettings, 'other')).toBe(true)
    expect(knowsFraudType(defaultSettings, 'x-ai-face')).toBe(false)
  })

  it('moves one deadline of one level and leaves all others', () => {
    const { within, followUpDays } = defaultSettings.dissuasion
    const dissuasion = { followUpDays, within: { ...within, urgent: { ...within.urgent, meet: 90 } } }
    const policy = dissuasionPolicyOf({ ...defaultSettings, version: 3, dissuasion })
    expect(policy.within.urgent.meet).toBe(90 * MINUTE)
    expect(policy.within.high.meet).toBe(24 * HOUR)
    expect(policy.version).toBe(3)
  })

  it('may add to its lists and stop to offer, never take out, give twice, or leave without a word', () => {
    const own = { id: 'x-ai-face' as FraudType, word: 'AI 换脸', offered: true }
    const { fraudTypes } = defaultSettings
    const fault = (types: typeof fraudTypes) =>
      settingsFault(defaultSettings, { ...defaultSettings, fraudTypes: types })
    expect(fault([own, ...fraudTypes])).toBeUndefined()
    expect(fault(fraudTypes.map((one) => ({ ...one, offered: one.id === 'other' })))).toBeUndefined()
    expect(fault(fraudTypes.slice(1))).toEqual({ kind: 'taken-out', id: 'rebate-tasks' })
    expect(fault([own, own, ...fraudTypes])).toEqual({ kind: 'twice', id: 'x-ai-face' })
    expect(fault([{ ...own, word: null }, ...fraudTypes])).toEqual({ kind: 'no-word', id: 'x-ai-face' })
    expect(fault(fraudTypes.map((one) => ({ ...one, offered: false })))).toEqual({ kind: 'nothing-offered' })
  })
})
