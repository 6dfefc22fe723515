import type { IPluginContext } from '@tarojs/service'

type Assets = Record<string, { source(): string | Buffer; size(): number }>

// WeChat reads aria-* from WXML, but Taro's templates leave them out: `aria-label` reaches the page's data (as ariaLabel) and
// nothing draws it. Written into the finished templates, since Taro's own way of adding attributes renumbers all the others.
const states = ['label', 'hidden', 'checked', 'disabled', 'expanded', 'selected', 'live']
const camel = (name: string) => `aria${name.charAt(0).toUpperCase()}${name.slice(1)}`
// The web's `role` is WeChat's `aria-role`.
const attributes = [
  'aria-role="{{i.role||i.ariaRole}}"',
  ...states.map((name) => `aria-${name}="{{i.${camel(name)}}}"`),
].join(' ')

const element = /<(view|text|image|button|input|textarea|switch|picker|scroll-view|label|navigator)(?= [^>]*data-sid=)/g

/** Adds what a screen reader speaks to the mini program's templates. */
export default function ariaPlugin(ctx: IPluginContext): void {
  ctx.modifyBuildAssets(({ assets }: { assets: Assets }) => {
    const templates = assets['base.wxml']
    if (!templates) return
    const source = String(templates.source()).replace(element, `<$1 ${attributes}`)
    assets['base.wxml'] = { source: () => source, size: () => Buffer.byteLength(source) }
  })
}
