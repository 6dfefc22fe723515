/**
 * Who calls, by the runtime's own word. It puts what it knows of a call into the environment, names the variables in `WX_CONTEXT_KEYS`, and
 * WeChat's SDK (`getWXContext`) reads them there. This reads that one of them as the SDK does, because the SDK weighs 2.7 MB and costs a
 * quarter of a second when it is loaded, at each function's first call; a test holds the two against each other.
 */
export function runtimeOpenid(env: Readonly<Record<string, string | undefined>>): string | null {
  const { WX_CONTEXT_KEYS: keys = '', WX_OPENID: openid = '' } = env
  if (!keys.split(',').includes('WX_OPENID')) return null
  // Digits alone the SDK makes a number of, which is no OPENID.
  return openid === '' || /^-?\d+$/.test(openid) ? null : openid
}
