import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Segments } from '../choice-chip'
import { type Column, DataTable } from '../data-table'
import { Press } from '../press'
import { BarChart } from './bar-chart'
import { asText, type FigureRow, type Figures, headOf, rowsOf } from './figures'
import './figures-view.css'

const looks = [
  { value: 'chart', word: '图' },
  { value: 'table', word: '表' },
] as const
type Look = (typeof looks)[number]['value']

/** The same figures as a chart and as a table, which goes into a spreadsheet by the clipboard. */
export function FiguresView({ figures }: { readonly figures: Figures }) {
  const [look, setLook] = useState<Look>('chart')
  return (
    <View className="figures">
      <View className="figures-head">
        <View className="figures-title" role="heading" aria-level={3}>
          {figures.title}
        </View>
        <Segments label={`${figures.title}的看法`} choices={looks} value={look} onChoose={setLook} />
      </View>
      {look === 'chart' ? (
        <>
          {figures.series.length > 1 && <Key figures={figures} />}
          <BarChart figures={figures} />
        </>
      ) : (
        <Table figures={figures} />
      )}
    </View>
  )
}

function Key({ figures }: { readonly figures: Figures }) {
  return (
    <View className="figures-key" aria-hidden>
      {figures.series.map(({ name, tone }) => (
        <View key={name} className="figures-key-item">
          <View className={`figures-sign figures-${tone}`} />
          {name}
        </View>
      ))}
    </View>
  )
}

function Table({ figures }: { readonly figures: Figures }) {
  const [first, ...rest] = headOf(figures)
  const columns: readonly Column<FigureRow>[] = [
    { key: 'category', title: first ?? '', cell: ({ category }) => category },
    ...rest.map((title, index) => ({
      key: `figure-${index}`,
      title,
      end: true,
      cell: ({ words }: FigureRow) => words[index] ?? '–',
    })),
  ]
  return (
    <>
      <View className="figures-scroll" {...(process.env.TARO_ENV === 'h5' ? { tabIndex: 0 } : {})}>
        <View className={`figures-columns-${Math.min(rest.length, 6)}`}>
          <DataTable
            label={figures.title}
            className="figures-table"
            columns={columns}
            rows={rowsOf(figures)}
            keyOf={({ category }) => category}
            rowLabel={({ category, words }) => [category, ...rest.map((title, n) => `${title} ${words[n]}`)].join('，')}
          />
        </View>
      </View>
      <Press className="figures-copy" onPress={() => void copy(figures)}>
        复制表格
      </Press>
    </>
  )
}

async function copy(figures: Figures): Promise<void> {
  try {
    await Taro.setClipboardData({ data: asText(figures) })
    void Taro.showToast({ title: `已复制 ${figures.categories.length} 行，可粘贴到表格`, icon: 'none' })
  } catch {
    void Taro.showToast({ title: '没有复制成功，请允许使用剪贴板', icon: 'none' })
  }
}
