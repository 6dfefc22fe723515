import Taro from '@tarojs/taro'
import type { DayRange } from '#domain/campaign'
import type { FigureSource } from '#domain/report-figures'

/** To the records whose rows add up to the figure. */
export function goFigure(source: FigureSource, range: DayRange): void {
  void Taro.navigateTo({ url: pageOf(source, range) })
}

function pageOf(source: FigureSource, { from, to }: DayRange): string {
  const records = (more: string) => `/community/records/index?from=${from}&to=${to}&counted=yes&${more}`
  switch (source.kind) {
    case 'visits':
      return records(`kind=visit${source.outcome === undefined ? '' : `&outcome=${source.outcome}`}`)
    case 'hand-outs':
      return records('kind=hand-out')
    case 'activities':
      return records(`kind=activity${source.channel === undefined ? '' : `&channel=${source.channel}`}`)
    case 'days':
      return `/community/days/index?from=${from}&to=${to}`
    case 'late':
      return records('late=yes')
    case 'coverage':
      return '/community/coverage/index'
    case 'meetings':
      return `/community/meetings/index?from=${from}&to=${to}`
    case 'standing':
      return `/pages/standing/index?from=${from}&to=${to}`
    default:
      return source satisfies never
  }
}
