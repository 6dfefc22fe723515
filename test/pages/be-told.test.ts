import type { NoticeKind } from '#domain/notice'
import { provide, services } from '#stores/services'
import Case from '../../src/pages/case/index'
import { openCasePage } from './case-stage'

test('接单 asks once to be told what happens next, and only when it is stored', async () => {
  const asked: NoticeKind[][] = []
  const stage = await openCasePage(Case)
  provide({ ...services(), askToTell: (kinds) => asked.push([...kinds]) })
  const { limit } = stage.disk
  stage.disk.limit = 0
  await stage.press('#accept')
  expect(asked).toEqual([])
  stage.disk.limit = limit
  await stage.press('#accept')
  expect(stage.row().state).toBe('accepted')
  expect(asked).toEqual([['dispatched', 'returned', 'not-met', 'transferred']])
})
