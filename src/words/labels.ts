import type { Channel } from '#domain/activity'
import type { BuildingKind } from '#domain/building'
import type { Audience, LeafletKind } from '#domain/leaflet'
import type { Role } from '#domain/staff'
import type { UnitKind } from '#domain/unit'

export const channelWord: Readonly<Record<Channel, string>> = {
  door: '入户走访',
  leaflet: '发放资料',
  dissuasion: '见面劝阻',
  'street-stall': '现场咨询',
  lecture: '宣讲授课',
  'enterprise-visit': '进企业',
  'school-visit': '进校园',
  meeting: '居民会议',
  performance: '文艺节目',
  brand: '宣传品牌',
  loudspeaker: '广播喇叭',
  screen: '电子屏',
  'wechat-group': '微信群',
  'official-account': '公众号',
  sms: '短信',
  video: '短视频',
  slogan: '标语',
  banner: '横幅',
  board: '宣传栏',
}

export const leafletWord: Readonly<Record<LeafletKind, string>> = {
  flyer: '宣传单',
  letter: '致居民一封信',
  handbook: '防骗手册',
  sticker: '提示贴纸',
}

export const audienceWord: Readonly<Record<Audience, string>> = {
  residents: '居民',
  shopkeepers: '商户',
  employees: '企业职工',
  tenants: '集宿人员',
  parents: '学生家长',
  visitors: '窗口群众',
}

export const buildingKindWord: Readonly<Record<BuildingKind, string>> = {
  residential: '小区',
  commercial: '商业载体',
  dormitory: '集宿区',
}

export const unitKindWord: Readonly<Record<UnitKind, string>> = {
  community: '社区',
  office: '局办',
  company: '企业',
  body: '直属单位',
  station: '派出所',
  street: '街道',
}

export const roleWord: Readonly<Record<Role, string>> = {
  grid: '网格员',
  volunteer: '志愿者',
  police: '社区民警',
  secretary: '社区书记',
  street: '街道专班',
  inspector: '督导组',
  leader: '领导小组',
}
