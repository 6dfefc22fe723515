import Taro from '@tarojs/taro'
import type { DayRange } from '#domain/campaign'
import type { FigureSource } from '#domain/report-figures'
import { goStanding } from '../go'

/** To the records whose rows add up to the figure. */
export function goFigure(source: FigureSource, { from, to }: DayRange): void {
  const records = (more: string) =>
    void Taro.navigateTo({ url: `/community/records/index?from=${from}&to=${to}&counted=yes&${more}` })
  switch (source.kind) {
    case 'visits':
      return records(`kind=visit${source.outcome === undefined ? '' : `&outcome=${source.outcome}`}`)
    case 'hand-outs':
      return records('kind=hand-out')
    case 'activities':
      return records(`kind=activity${source.channel === undefined ? '' : `&channel=${source.channel}`}`)
    case 'calendar':
      return void Taro.navigateTo({ url: '/community/calendar/index' })
    case 'coverage':
      return void Taro.navigateTo({ url: '/community/coverage/index' })
    case 'cases':
      return void Taro.navigateTo({ url: '/community/cases/index' })
    case 'standing':
      return goStanding()
    default:
      return source satisfies never
  }
}
