import { randomBytes } from 'node:crypto'
import { type Config, ConfigError } from '#cloud/config'
import type { Context } from '#cloud/context'
import { migrate } from '#cloud/db/migrate'
import { askRotation, keysOfUnits, type UnitKeys } from '#cloud/rotation/ask-rotation'
import { goOnRotating } from '#cloud/rotation/go-on-rotating'
import { systemContext, systemLog } from '#cloud/system'
import { KeyMissing } from '#cloud/vault/data-keys'
import { keyFileOf, keysThere, type MasterKeys, makeNextKey } from '#cloud/vault/keys'
import type { UnitId } from '#domain/ids'
import { runCommand } from './command'
import { valuesOf } from './command-arguments'

const usage = `用法：npm run keys:rotate [-- --data] [--later] [--status]

用 FIELD_KEYS 中的第一把主密钥重新包裹每个单位的数据密钥；密钥在 DATA_DIR/keys 时，先造一把新的主密钥。
服务可以照常运行（PostgreSQL）；嵌入式数据库须先停止服务。中断了再运行一次，从断处接着做。
  --data    另为每个单位换一把新的数据密钥，重新加密全部已加密内容（改了 FIELD_CIPHER 时不写也会这样做）
  --later   只登记，由运行中的服务在后台完成
  --status  只看现状，不改动任何数据`

/** A unit that is to go on is tried again as often: somebody else may be at it. */
const TRIES = 5

runCommand(usage, '轮换密钥', async ({ argv, config, open }) => {
  const values = valuesOf(argv, {
    data: { type: 'boolean' },
    later: { type: 'boolean' },
    status: { type: 'boolean' },
  })
  if (keysThere(config) === null)
    throw new ConfigError('没有可用的密钥：请像服务那样设置 FIELD_KEYS 和 INDEX_KEY，或指向它的 DATA_DIR。')
  const database = await open()
  await migrate(database.kysely)
  const before = await keysOfUnits(database.kysely)
  if (values.status) {
    for (const unit of before) console.log(statusOf(unit))
    return 0
  }
  const keys = keysToUse(config, before)
  const context = systemContext(config, database, systemLog(config))
  const asked = await askRotation(context, keys, values.data ?? false).catch(explain)
  if (asked === 0) console.log('没有要做的：数据密钥都已由最新的主密钥包裹，算法也相符。')
  else if (values.later) console.log(`${asked} 个单位已登记，由运行中的服务在后台完成。`)
  else if (!(await rotateAll(context, keys, before))) return 1
  if (!values.later) tellUnused(config, keys, await keysOfUnits(database.kysely))
  return 0
})

/** In a data folder a new key is made, unless one is there that does not wrap everything yet: then an earlier run was cut off. */
function keysToUse(config: Config, units: readonly UnitKeys[]): MasterKeys {
  const [first] = keysThere(config)?.wrapping ?? []
  const settled = units.every(({ wrappedBy, pending }) => pending === null && wrappedBy.every((id) => id === first?.id))
  const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)) }
  const file = settled && units.length > 0 ? makeNextKey(config, random) : undefined
  if (file !== undefined) console.log(`已造新的主密钥：${file}（请与备份分开另存一份）`)
  const keys = keysThere(config)
  if (keys === null) throw new ConfigError('密钥文件刚才还在，现在不见了。')
  return keys
}

/** Whether everything is done. */
async function rotateAll(context: Context, keys: MasterKeys, units: readonly UnitKeys[]): Promise<boolean> {
  const nameOf = (unitId: UnitId) => units.find((unit) => unit.unitId === unitId)?.name ?? unitId
  const failed = new Set<UnitId>()
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    let left = false
    failed.clear()
    await goOnRotating(context, keys, Number.POSITIVE_INFINITY, {
      progress: (unitId, boxes) => console.log(`${nameOf(unitId)}：已重新加密 ${boxes} 项……`),
      unit(unitId, how) {
        if (how === 'done') console.log(`${nameOf(unitId)}：完成。`)
        else left = true
        if (how === 'failed') failed.add(unitId)
      },
    })
    if (!left) return true
  }
  const names = [...failed].map(nameOf).join('、')
  console.error(
    `没有全部完成：${names || '另一个进程也在轮换'}。已完成的不受影响，旧密钥都还保留着；请看上面的日志，再运行一次。`,
  )
  return false
}

function explain(error: unknown): never {
  if (error instanceof KeyMissing)
    throw new ConfigError(
      `单位 ${error.unitId} 的数据密钥由 ${error.keyId} 包裹，而 FIELD_KEYS 里没有它：请把它加在后面，再轮换。没有改动任何数据。`,
    )
  throw error
}

function tellUnused(config: Config, { wrapping }: MasterKeys, units: readonly UnitKeys[]): void {
  for (const { id } of wrapping) {
    if (units.length === 0 || units.some(({ wrappedBy }) => wrappedBy.includes(id))) continue
    const where = config.fieldKeys === undefined ? `可以删除 ${keyFileOf(config, id)}` : '可以从 FIELD_KEYS 去掉'
    console.log(`主密钥 ${id} 已不再使用：所有服务器都用上新密钥后，${where}；在它之前做的备份仍要它才能恢复，请另存。`)
  }
}

function statusOf({ unitId, name, wrappedBy, dataKey, cipher, pending }: UnitKeys): string {
  const under = pending === null ? '' : `，轮换到 ${pending.wrapBy} 未完成，已重新加密 ${pending.boxes} 项`
  return `${name}（${unitId}）：主密钥 ${wrappedBy.join('、')}，数据密钥 ${dataKey}，${cipher}${under}`
}
