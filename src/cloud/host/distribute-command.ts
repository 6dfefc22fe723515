import { ConfigError } from '#cloud/config'
import { CannotDistribute, distribute } from '#cloud/db/distribute'
import { migrate } from '#cloud/db/migrate'
import { runCommand } from './command'
import { UsageError, valuesOf } from './command-arguments'

const usage = `用法：npm run db:distribute [-- --shards <分片数>]

把 DATABASE_URL 指向的数据库（Citus 的协调节点，空的或已有数据的）按单位分布到各工作节点。
先停止服务，并在协调节点上用 citus_add_node 加入每个工作节点。可以重复运行：已经分布的表不动；升级后请再运行一次。
  --shards  只在第一次有效，默认 32；以后不能再改，宜为节点数的数倍`

const USUAL_SHARDS = 32
const MOST_SHARDS = 1024

runCommand(usage, '分布', async ({ argv, config, open }) => {
  const { shards: text = String(USUAL_SHARDS) } = valuesOf(argv, { shards: { type: 'string' } })
  const shards = Number(text)
  if (!/^\d+$/.test(text) || shards < 1 || shards > MOST_SHARDS)
    throw new UsageError(`--shards 应为 1 到 ${MOST_SHARDS} 的整数。`)
  if (config.database.engine !== 'postgres') throw new ConfigError('请用 DATABASE_URL 指明 Citus 协调节点上的数据库。')
  const { kysely } = await open()
  await migrate(kysely)
  try {
    const { tables, ...shape } = await distribute(kysely, shards)
    const now = `现为 ${shape.shards} 个分片，在 ${shape.nodes} 个节点上。`
    console.log(tables.length === 0 ? `各表都已分布，没有改动；${now}` : `已分布 ${tables.length} 张表；${now}`)
    return 0
  } catch (error) {
    if (!(error instanceof CannotDistribute)) throw error
    console.error(error.message)
    return 1
  }
})
