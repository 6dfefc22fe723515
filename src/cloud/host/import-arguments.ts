import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { unitId } from '#contract/scalars'
import type { UnitId } from '#domain/ids'
import { type UnitKind, unitKinds } from '#domain/unit'
import { UsageError } from './command-arguments'

export interface ImportArguments {
  readonly unit: UnitId
  /** To create the unit by, where it is missing. */
  readonly unitName: string | null
  readonly unitKind: UnitKind
  readonly houses: string | null
  readonly roster: string | null
  readonly alerts: string | null
  /** The 派出所 that serves the unit from now on; null: it stays as it is. */
  readonly station: UnitId | null
  readonly dryRun: boolean
  /** Where the rows that could not be imported are written. */
  readonly rejects: string | null
}

export const usage = `用法：npm run import -- --unit <编号> [--unit-name <名称>] [--houses <房屋台账>] [--roster <人员名册>]
                      [--alerts <预警清单>] [--station <派出所编号>]
                      [--dry-run] [--rejects <退回.xlsx>] [--unit-kind community]

  --unit       单位编号，小写字母、数字和连字符，如 qfy
  --unit-name  单位还不存在时，用这个名称新建，如 青枫苑社区
  --unit-kind  新建单位的种类：${unitKinds.join(' ')}；不写为 community（派出所写 station）
  --houses     房屋台账，xlsx 或 csv
  --roster     人员名册，xlsx 或 csv
  --alerts     预警清单，xlsx 或 csv；地址在同一派出所的其他社区时，录入那个社区
  --station    这个单位由哪个派出所负责，如 wtpcs；派出所要先用 --unit-kind station 建好
  --dry-run    试运行：只报告，不写入
  --rejects    把不能导入的行连同原因写成 xlsx，改好后可再次导入

数据在 DATA_DIR（缺省 .data）或 DATABASE_URL 指向的 PostgreSQL；用 DATABASE_URL 导入名册时必须设置 ROSTER_KEY，
导入预警时必须设置 FIELD_KEYS 和 INDEX_KEY。`

export function readArguments(argv: readonly string[]): ImportArguments {
  const { unit, houses = null, roster = null, alerts = null, rejects = null, ...rest } = parse(argv)
  const id = v.safeParse(unitId, unit)
  if (!id.success) throw new UsageError(unit === undefined ? '请用 --unit 写明单位编号。' : `单位编号“${unit}”不对。`)
  const station = v.safeParse(v.nullable(unitId), rest.station ?? null)
  if (!station.success) throw new UsageError(`派出所编号“${rest.station}”不对。`)
  if (houses === null && roster === null && alerts === null && station.output === null)
    throw new UsageError('请用 --houses、--roster 或 --alerts 写明要导入的文件。')
  const kind = unitKinds.find((known) => known === (rest['unit-kind'] ?? 'community'))
  if (kind === undefined) throw new UsageError(`单位种类“${rest['unit-kind']}”不对。`)
  const unitName = rest['unit-name']?.trim() || null
  const dryRun = rest['dry-run'] ?? false
  const files = { houses, roster, alerts, rejects }
  return { unit: id.output, unitName, unitKind: kind, station: station.output, ...files, dryRun }
}

function parse(argv: readonly string[]) {
  const string = { type: 'string' } as const
  const options = {
    unit: string,
    'unit-name': string,
    'unit-kind': string,
    houses: string,
    roster: string,
    alerts: string,
    station: string,
    rejects: string,
    'dry-run': { type: 'boolean' },
  } as const
  try {
    return parseArgs({ args: [...argv], options, strict: true }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
