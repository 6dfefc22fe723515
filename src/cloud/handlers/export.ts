import type { Context } from '#cloud/context'
import { askExport } from '#cloud/export/ask-export'
import type { Exporter } from '#cloud/export/composed'
import { makeExport } from '#cloud/export/make-export'
import { type Result, refuse } from '#cloud/result'
import { authenticate, requireDuty } from '#cloud/session/authenticate'
import { unitFor } from '#cloud/session/unit-for'
import { type ExportAnswer, type ExportRequest, exportRequest } from '#contract/export'
import { type Answer, actionsOf, answer, type Call, parse } from './handler'

export async function exportFile(call: Call): Promise<Answer> {
  const request = parse(exportRequest, call.body)
  if (!request.ok) return answer(request)
  const actor = await authenticate(call.context, call)
  if (!actor.ok) return answer(actor)
  const onDuty = requireDuty(call.context, actor.answer)
  if (!onDuty.ok) return answer(onDuty)
  const { action, unit } = request.answer
  const asked = await unitFor(call.context, actor.answer, unit, { function: 'export', action })
  if (!asked.ok) return answer(asked)
  const { unitName, settings } = actor.answer
  const exporter = { ...asked.answer, staff: onDuty.answer, unitName, settings }
  return answer(await perform(call.context, exporter, request.answer))
}
exportFile.actions = actionsOf(exportRequest)

async function perform(context: Context, exporter: Exporter, request: ExportRequest): Promise<Result<ExportAnswer>> {
  const { exports } = context
  if (exports === null) return refuse(5034, '服务器没有设置存放文件的地方（PHOTO_DIR 或 PHOTO_STORE），请联系管理员')
  switch (request.action) {
    case 'make':
      return makeExport(context, exporter, exports, request)
    case 'ask':
      return askExport(context, exporter.staff, exports, request)
    default:
      return request satisfies never
  }
}
