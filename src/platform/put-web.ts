/**
 * The bytes to a signed address; the answer's status. By `fetch`, as Taro's request on the web takes no bytes. No cookies go along,
 * so that another host's storage may answer to any origin.
 */
export async function putOnWeb(
  url: string,
  headers: Readonly<Record<string, string>>,
  bytes: ArrayBuffer,
  patience: number,
): Promise<number> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patience} ms`)), patience)
  })
  const sent = fetch(url, { method: 'PUT', headers: { ...headers }, body: bytes, credentials: 'omit' })
  try {
    return (await Promise.race([sent, late])).status
  } finally {
    clearTimeout(timer)
  }
}
