import * as v from 'valibot'
import { dutyContent } from '#contract/unit-duty'
import type { DutyContent } from '#domain/unit-duty'
import type { PaperRow } from './working-set'

export function dutyOf({ content }: Pick<PaperRow, 'content'>): DutyContent {
  return v.parse(dutyContent, content)
}
