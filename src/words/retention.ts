import type { RetentionKind } from '#domain/retention'

/** What is kept for a time, as the street reads it. */
export const retentionWord: Readonly<Record<RetentionKind, string>> = {
  case: '已结案任务的住户信息',
  photo: '案件照片',
  crime: '已办结案件的地址和倒查文字',
  feedback: '已答复的投诉建议',
  words: '走访和活动的备注',
  location: '定位',
  volunteer: '离任志愿者的姓名',
  session: '已结束的登录',
  key: '离任人员手机上的密钥',
  application: '过期的申请和邀请码',
  held: '等不到前一条的记录',
  notice: '提醒',
}
