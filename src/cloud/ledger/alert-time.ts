import { HOUR, isLocalDate, MINUTE, type Milliseconds, startOfDay } from '#domain/time'

const written =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]?(\d{1,2})(?:[:：](\d{1,2})(?:[:：](\d{1,2}))?|[时点](?:(\d{1,2})分?)?)?)?$/

/** `2021年4月1日15时`, `2021-04-02 11:01`, `2021/4/8 9:5`, a day alone: in Shanghai, whatever the server's zone. Null: none of them. */
export function readAlertTime(cell: string): Milliseconds | null {
  const found = written.exec(cell)
  if (found === null) return null
  const [, year = '', month = '', day = '', hour, minute, second, minuteInWords] = found
  const date = [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-')
  const [hours, minutes, seconds] = [hour, minute ?? minuteInWords, second].map((part) => Number(part ?? 0))
  if (!isLocalDate(date) || hours === undefined || minutes === undefined || seconds === undefined) return null
  if (hours > 23 || minutes > 59 || seconds > 59) return null
  return startOfDay(date) + hours * HOUR + minutes * MINUTE + seconds * 1000
}
