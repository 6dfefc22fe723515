import { officialFraudTypes } from '#domain/fraud-type'
import { fraudWord } from '#words/fraud'
import { talks } from '#words/talk'
import Cards from '../../src/pages/cards/index'
import { openFieldPage } from './field-stage'

test('every kind of fraud has its card: how it goes, three questions, what to say, what then, and a case', () => {
  for (const type of officialFraudTypes) {
    const { how, ask, say, refused, story } = talks[type]
    expect([type, how.length, ask.length, say.length]).toEqual([type, 2, 3, 3])
    for (const words of [...how, ...ask, ...say, refused, story]) expect(words.length).toBeGreaterThan(5)
  }
})

test('the cards are all in sight without a network', async () => {
  const stage = await openFieldPage(Cards)
  for (const type of officialFraudTypes) expect(stage.find(`#card-${type}`).textContent).toContain(fraudWord(type))
})

test('a card says first what to ask', async () => {
  const stage = await openFieldPage(Cards, { params: { type: 'fake-authority' } })
  expect(stage.text()).toMatch(/先问三句.*怎么说.*不听劝时.*一个案例/)
  expect(stage.text()).toContain('没有“安全账户”')
})

test('a kind that no card is of opens the list', async () => {
  const stage = await openFieldPage(Cards, { params: { type: 'nothing' } })
  expect(stage.has('#card-romance')).toBe(true)
})
