import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import * as v from 'valibot'

/** What the page was opened with, parsed; what does not parse is as if it had not been given. */
export function useParam<Schema extends v.GenericSchema<string, unknown>>(
  name: string,
  schema: Schema,
): v.InferOutput<Schema> | null {
  const router = useRouter()
  const [value] = useState(() => {
    const parsed = v.safeParse(schema, decodeURIComponent(router?.params?.[name] ?? ''))
    return parsed.success ? parsed.output : null
  })
  return value
}
