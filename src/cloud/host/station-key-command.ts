import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { ConfigError, envToConfig, readEnv } from '#cloud/config'
import { migrate } from '#cloud/db/migrate'
import { openStationKey, revokeStationKey, type StationKeyRefusal } from '#cloud/session/station-key'
import { systemContext, systemLog } from '#cloud/system'
import { line, unitId } from '#contract/scalars'
import type { UnitId } from '#domain/ids'
import { dayOf } from '#domain/time'
import { UsageError } from './command-arguments'
import { openStopped } from './open-stopped'

const usage = `用法：npm run station-key -- <派出所编号> "<系统名称>" [--revoke]

给另一个系统一把只能录入预警的钥匙，一年有效，只显示这一次。
它向 POST /fn/sync 推送 alert.enter，单位写这个派出所负责的社区；作者是下面显示的编号。
  --revoke  立即收回这把钥匙；它录入过的预警不受影响`

interface KeyArguments {
  readonly station: UnitId
  readonly name: string
  readonly revoke: boolean
}

async function run(argv: readonly string[]): Promise<number> {
  const { station, name, revoke } = readArguments(argv)
  const config = envToConfig(readEnv())
  const log = systemLog(config)
  const database = await openStopped(config, '办理', (error) => log.warn({ err: error }, 'idle connection lost'))
  try {
    await migrate(database.kysely)
    const context = systemContext(config, database, log)
    if (revoke) {
      const ended = await revokeStationKey(context, station, name)
      if (ended !== 'revoked') return refused(ended, station, name)
      console.log(`“${name}”的钥匙已收回，再用会被拒绝。`)
      return 0
    }
    const key = await openStationKey(context, station, name)
    if (typeof key === 'string') return refused(key, station, name)
    console.log(`“${name}”（${key.number}），可用到 ${dayOf(key.expiresAt)}。作者（author）：${key.staffId}`)
    console.log('钥匙只显示这一次，请立即存进那个系统：\n')
    console.log(key.token)
    return 0
  } finally {
    await database.close()
  }
}

function refused(why: StationKeyRefusal, station: UnitId, name: string): number {
  console.error(wordsOf(why, station, name))
  return 1
}

function wordsOf(why: StationKeyRefusal, station: UnitId, name: string): string {
  switch (why) {
    case 'no-station':
      return `没有编号为 ${station} 的派出所。`
    case 'has-one':
      return `“${name}”已经有一把钥匙。若遗失了，请先加 --revoke 收回，再办一把。`
    case 'has-none':
      return `“${name}”没有可收回的钥匙。`
    default:
      return why satisfies never
  }
}

function readArguments(argv: readonly string[]): KeyArguments {
  const { values, positionals } = parse(argv)
  const [unit, name, ...more] = positionals
  const station = v.safeParse(unitId, unit)
  const called = v.safeParse(line(40), name)
  if (!station.success || !called.success || more.length > 0)
    throw new UsageError('请写明派出所编号和系统名称，各一个。')
  return { station: station.output, name: called.output, revoke: values.revoke ?? false }
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: { revoke: { type: 'boolean' } },
      allowPositionals: true,
      strict: true,
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

run(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    if (error instanceof UsageError) console.error(`${error.message}\n\n${usage}`)
    else console.error(error instanceof ConfigError ? error.message : error)
    process.exitCode = 1
  },
)
