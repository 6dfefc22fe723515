/**
 * What `View` is on the web: an element, and nothing around it. Taro's own is a web component behind an adapter, which compares and sets
 * each property again at each render and draws a frame later. `config/own-components.cjs` puts this one in its place.
 */
export const View = 'div'
