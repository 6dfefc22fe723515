import * as v from 'valibot'

/**
 * Everything that can be wrong, by a number that never changes its meaning. From 4000 on the first three digits are the HTTP
 * status; 1001–1099 are the device's own and never travel, so `statusOf` has no answer for them. The
 * words travel with the number, so that an older app can show a problem it does not know yet.
 */
export const catalogue = {
  1001: '手机存储已满，这次没有存下；请清理空间或先联网发送',
  1002: '没有网络，记录已存本机，联网后自动发送',
  1003: '本机有一份数据读不出来，已另行保存，请联系管理员',
  1004: '本机数据由更新版本的应用写下，请更新应用；数据未被改动',
  1005: '这条记录已发出，不能再改，请用“更正”',
  1006: '照片文件已不在本机，请重新拍摄',
  4000: '请求不是有效的 JSON',
  4001: '内容不符合格式',
  4002: '应用版本过旧，请更新后重试，已存的记录不会丢',
  4003: '没有这个功能',
  4004: '这个案件编号在本街道已经录入',
  4005: '发案时间晚于现在，请核对',
  4006: '更正已有的基期数，请写明原因',
  4007: '这些天没有可抽查的走访记录',
  4008: '这段时间已用同一个种子抽过同样多的记录',
  4010: '尚未登录',
  4011: '登录已失效，请重新登录；未发送的记录仍在本机',
  4012: '此微信尚未绑定工作人员',
  4013: '没有这个邀请码，请核对后再输',
  4014: '这个邀请码已不能用（过期、用完或已收回），请向社区书记再要一个',
  4015: '没有找到您的申请，请用邀请码重新填写',
  4016: '申请还没有通过，暂时不能进入',
  4017: '这个账号已绑定另一个微信，要换绑须经同意',
  4018: '手机上没有同意这次登录，若是您本人操作，请刷新二维码再扫',
  4030: '您的身份不能做这件事',
  4031: '不属于您的单位',
  4032: '这条记录是另一个人在本机登录时写的，请由本人登录后发送',
  4033: '您的服务期已结束或已停用',
  4034: '不在您负责的楼栋内，请与社区书记确认分工',
  4035: '这件预警不归您所在的派出所',
  4036: '不能确认自己提交的劝阻，请由另一位民警确认',
  4037: '您不在这件任务的人员名单里',
  4038: '志愿者只记问答，不记金额和照片',
  4039: '不能处理自己的换绑，请由另一位办理',
  4040: '没有这个地址',
  4041: '没有这条记录',
  4042: '没有这一户，可能已从台账移除',
  4043: '没有这栋楼',
  4044: '没有这位工作人员',
  4045: '没有这件预警',
  4046: '没有这张照片，或不属于这件任务',
  4047: '没有这份导出文件，请重新导出',
  4048: '这条记录不在样本里',
  4050: '请使用 POST',
  4090: '同一编号已有另一条内容，先到的一条有效',
  4091: '这条记录已撤销',
  4092: '这件任务已由别人接单',
  4093: '这一步现在不能做',
  4094: '这个预警编号已经录入',
  4095: '别人刚改过，请刷新后在新的内容上修改',
  4096: '您的上一份文件还在导出，请等它完成',
  4097: '这份申请已经处理过了',
  4098: '这个微信已绑定在岗人员，不用再申请，请直接进入',
  4099: '已签发或已接收，不能再改',
  4100: '这次扫码登录已过期，请在电脑上刷新二维码再扫',
  4101: '这个二维码已经用过，请在电脑上刷新后再扫',
  4130: '内容过大',
  4131: '压缩包展开后过大，已拒绝',
  4132: '照片超过 300 KB，请重新拍摄',
  4133: '这段时间的记录过多，请缩短期间分几次导出',
  4150: '不是可读取的表格文件，请上传 xlsx 或 csv',
  4151: '找不到表头，请保留表格的标题行',
  4152: '行数过多，请按社区拆分',
  4153: '表格是空的',
  4154: '表格种类不对，请确认是房屋台账还是人员名册',
  4155: '台账中有不能导入的行',
  4156: '不是可接受的照片，只收 JPEG、PNG、WebP',
  4157: '收到的照片与登记的不一致，请重新上传',
  4220: '超出您手中的库存，请说明来源',
  4221: '记录时间过早，超过可补传的期限',
  4222: '超过撤销时限，请改用“更正”并说明原因',
  4223: '起止时间不对',
  4224: '退回数量超过手中库存',
  4225: '约访时间早于走访时间',
  4226: '带队人须是本所民警，其他人须是本社区在岗的网格员或志愿者',
  4227: '时限不对，请选将来的时间',
  4228: '预警时间晚于现在，请核对',
  4229: '期间不对，结束日期不能早于开始日期，最多 400 天',
  4280: '请求不是从本网站的页面发出的，已拒绝；请在本网站打开页面后重试',
  4290: '请求过于频繁，请稍后再试',
  5000: '服务器出错，记录仍在本机，稍后会自动重试',
  5030: '数据库暂时不可用，记录仍在本机，稍后会自动重试',
  5031: '服务器没有设置名册密钥 ROSTER_KEY，暂不能导入人员名册',
  5032: '服务器没有设置加密密钥 FIELD_KEYS 与 INDEX_KEY，暂不能存放居民信息',
  5033: '照片存储暂时不可用，照片仍在本机，稍后会自动重试',
  5034: '存放文件的地方暂时不可用，没有导出',
  5035: '导出中断，没有生成文件，请重新导出',
} as const

export type ProblemCode = keyof typeof catalogue

export const problemSchema = v.object({
  code: v.pipe(v.number(), v.integer()),
  title: v.string(),
  /** What exactly, and what to do. */
  detail: v.optional(v.string()),
  /** Where in the message, e.g. `body.adults`. */
  field: v.optional(v.string()),
  /** Of 4290: after so many seconds it will be let through. */
  retryAfter: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
})
export type Problem = v.InferOutput<typeof problemSchema>

export function problem(code: ProblemCode, detail?: string, field?: string): Problem {
  return {
    code,
    title: catalogue[code],
    ...(detail === undefined ? {} : { detail }),
    ...(field === undefined ? {} : { field }),
  }
}

export function statusOf({ code }: Problem): number {
  return Math.floor(code / 10)
}

/** What every function answers when it can't do what was asked. */
export const problemAnswer = v.object({ problem: problemSchema })
