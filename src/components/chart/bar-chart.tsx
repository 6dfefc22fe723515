import { Canvas, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { BarChart as Bars } from 'echarts/charts'
import { GridComponent } from 'echarts/components'
import * as echarts from 'echarts/core'
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers'
import { useEffect, useId, useMemo, useRef } from 'react'
import { useDark, useSettings } from '#stores/settings-store'
import { barOption, roomFor } from './bar-option'
import { type Figures, inWords } from './figures'
import { captions, darkPalette, lightPalette } from './palette'
import './bar-chart.css'

const web = process.env.TARO_ENV === 'h5'

// The web draws SVG, which stays sharp when it is enlarged; a mini program has a canvas only.
echarts.use([Bars, GridComponent, web ? SVGRenderer : CanvasRenderer])

/** Bars that say their figures. For a screen reader it is one picture whose words are all of them. */
export function BarChart({ figures }: { readonly figures: Figures }) {
  const dark = useDark()
  const senior = useSettings((settings) => settings.senior)
  const caption = senior ? captions.senior : captions.usual
  const option = useMemo(
    () => barOption(figures, { palette: dark ? darkPalette : lightPalette, caption }),
    [figures, dark, caption],
  )
  const { least, height } = roomFor(figures, caption)
  return (
    <View className="bars-scroll" {...(web ? { tabIndex: 0 } : {})} role="group" aria-label={figures.title}>
      <View className="bars" style={{ minWidth: `${least}px` }} role="img" aria-label={inWords(figures)}>
        {web ? (
          <OnWeb option={option} least={least} height={height} />
        ) : (
          <OnWeChat key={height} option={option} height={height} />
        )}
      </View>
    </View>
  )
}

interface DrawnProps {
  readonly option: echarts.EChartsCoreOption
  /** px */
  readonly height: number
}

function OnWeb({ option, least, height }: DrawnProps & { readonly least: number }) {
  const id = useElementId()
  const chart = useRef<echarts.EChartsType | null>(null)
  const newest = useRef(option)
  newest.current = option
  useEffect(() => {
    const element = document.getElementById(id)
    if (element === null) return
    // A page that lies hidden has no width yet.
    const size = () => (element.clientWidth === 0 ? { width: least, height } : {})
    const made = echarts.init(element, undefined, { renderer: 'svg', ...size() })
    made.setOption(newest.current)
    chart.current = made
    const resized = typeof ResizeObserver === 'function' ? new ResizeObserver(() => made.resize(size())) : null
    resized?.observe(element)
    return () => {
      resized?.disconnect()
      made.dispose()
      chart.current = null
    }
  }, [id, least, height])
  useEffect(() => {
    chart.current?.setOption(option, true)
  }, [option])
  return <View id={id} className="bars-drawn" style={{ height: `${height}px` }} aria-hidden />
}

function OnWeChat({ option, height }: DrawnProps) {
  const id = useElementId()
  const chart = useRef<echarts.EChartsType | null>(null)
  const newest = useRef(option)
  newest.current = option
  useEffect(() => {
    let gone = false
    Taro.nextTick(() => {
      Taro.createSelectorQuery()
        .select(`#${id}`)
        .fields({ node: true, size: true })
        .exec(([found]) => {
          if (gone || !isCanvas(found)) return
          chart.current = onCanvas(found)
          chart.current.setOption(newest.current)
        })
    })
    return () => {
      gone = true
      chart.current?.dispose()
      chart.current = null
    }
  }, [id])
  useEffect(() => {
    chart.current?.setOption(option, true)
  }, [option])
  return <Canvas type="2d" id={id} canvasId={id} className="bars-drawn" style={{ height: `${height}px` }} />
}

interface FoundCanvas {
  /** As far as a renderer needs one: it has `getContext`, and neither listeners nor styles. */
  readonly node: HTMLCanvasElement
  readonly width: number
  readonly height: number
}

function isCanvas(found: unknown): found is FoundCanvas {
  return typeof found === 'object' && found !== null && typeof Reflect.get(found, 'node') === 'object'
}

function onCanvas({ node, width, height }: FoundCanvas): echarts.EChartsType {
  // zrender would listen to it; nothing here needs that.
  Object.assign(node, { addEventListener: () => {}, removeEventListener: () => {} })
  echarts.setPlatformAPI({ createCanvas: () => node })
  return echarts.init(node, undefined, { width, height, devicePixelRatio: Taro.getWindowInfo().pixelRatio })
}

/** React's own has colons, which no selector takes. */
function useElementId(): string {
  return `bars-${useId().replace(/\W/g, '')}`
}
