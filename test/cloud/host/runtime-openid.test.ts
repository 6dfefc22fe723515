import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { runtimeOpenid } from '#cloud/host/runtime-openid'

const cases: readonly (readonly [env: Readonly<Record<string, string>>, openid: string | null])[] = [
  [{ WX_CONTEXT_KEYS: 'WX_APPID,WX_OPENID,WX_UNIONID', WX_OPENID: 'o6zAJs-_1', WX_APPID: 'wx1' }, 'o6zAJs-_1'],
  [{ WX_CONTEXT_KEYS: 'WX_OPENID', WX_OPENID: 'o1' }, 'o1'],
  [{ WX_CONTEXT_KEYS: 'WX_APPID', WX_OPENID: 'left over from elsewhere' }, null],
  [{ WX_OPENID: 'nobody vouches for it' }, null],
  [{ WX_CONTEXT_KEYS: '', WX_OPENID: 'o1' }, null],
  [{ WX_CONTEXT_KEYS: 'WX_OPENID', WX_OPENID: '' }, null],
  [{ WX_CONTEXT_KEYS: 'WX_OPENID' }, null],
  [{ WX_CONTEXT_KEYS: 'WX_OPENID', WX_OPENID: '-12' }, null],
  [{ WX_CONTEXT_KEYS: 'WX_OPENID', WX_OPENID: '12' }, null],
  [{ WX_CONTEXT_KEYS: 'xWX_OPENID,WX_OPENID2', WX_OPENID: 'o1' }, null],
  [{ TCB_CONTEXT_KEYS: 'WX_OPENID', WX_OPENID: 'o1' }, null],
]

/** WeChat's own SDK on each environment, in a process without a trace of this one's. */
const script = `const { getWXContext } = require('wx-server-sdk')
  const told = JSON.parse(process.argv[1]).map((env) => {
    process.env = env
    const { OPENID } = getWXContext()
    return typeof OPENID === 'string' && OPENID !== '' ? OPENID : null
  })
  console.log(JSON.stringify(told))`

test.each(cases)('in the environment %j the caller is %j', (env, openid) => {
  expect(runtimeOpenid(env)).toBe(openid)
})

test('WeChat’s own SDK names the same caller in all of these environments', () => {
  const envs = JSON.stringify(cases.map(([env]) => env))
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script, envs], {
    cwd: path.resolve(__dirname, '../../..'),
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '' },
  })
  expect(stderr).toBe('')
  expect(JSON.parse(stdout)).toEqual(cases.map(([, openid]) => openid))
})
