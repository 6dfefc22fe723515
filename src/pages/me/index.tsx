import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Chips } from '#components/chips'
import { Line } from '#components/line'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import { Section } from '#components/section'
import { SyncLine } from '#components/sync-line'
import { TabBar } from '#components/tab-bar'
import { Toggle } from '#components/toggle'
import { inHand } from '#domain/leaflet'
import { keepsRecords, type Role } from '#domain/staff'
import { dayOf } from '#domain/time'
import { useScope, useStock, useSyncStatus } from '#stores/field-store'
import { services } from '#stores/services'
import { useSession } from '#stores/session-store'
import { useSettings } from '#stores/settings-store'
import { balanceWord } from '#words/balance'
import { leafletWord, roleWord } from '#words/labels'
import { servingWords } from '#words/service'
import { FeedbackLine } from './feedback-line'
import { signOut } from './sign-out'
import './index.css'

const themes = [
  { value: 'system', word: '跟随系统' },
  { value: 'light', word: '浅色' },
  { value: 'dark', word: '深色' },
] as const

/** Who I am, what is still on this phone, and how it shows things. */
export default function Me() {
  const staff = useSession(({ session }) => session?.staff ?? null)
  const { theme, senior, location, change } = useSettings()
  const { bytes } = useSyncStatus()
  const stock = useStock()
  // The days as the secretary has set them since.
  const scope = useScope()
  if (staff === null) return <Screen title="我的" />
  const records = keepsRecords(staff.role)
  const officer = staff.role === 'police'
  return (
    <Screen title="我的" tabs={<TabBar on="me" />}>
      <View className="me-card">
        <View className="me-name">{staff.name}</View>
        <View className="me-facts">
          {[roleWord[staff.role], staff.unitName, staff.gridName].filter((word) => word !== null).join(' · ')}
        </View>
        <View className="me-facts">
          {`工号 ${staff.number}${staff.to === null ? '' : ` · ${servingWords(scope?.staff ?? staff, dayOf(services().now()))}`}`}
        </View>
      </View>
      <Line
        id="to-card"
        title="工作证"
        detail="给居民扫码核验：单位、工号、是否在岗"
        onPress={() => go('/pages/card/index')}
      />
      {records && (
        <Section title="记录">
          <SyncLine />
          <Line
            id="to-outbox"
            title="发送情况"
            detail="每条记录到了哪里；被退回的在这里修改"
            onPress={() => go('/pages/outbox/index')}
          />
          {!officer && (
            <Line
              id="to-service"
              title="服务记录"
              detail="做了多少，可打印、导出"
              onPress={() => go('/pages/service/index')}
            />
          )}
          {!officer && <Line title="手中资料" detail={stockWords(stock)} onPress={() => go('/pages/leaflet/index')} />}
        </Section>
      )}
      <Section title="防骗话术">
        <Line
          id="to-cards"
          title="话术和案例"
          detail="按诈骗类型；没有网络也能看"
          onPress={() => go('/pages/cards/index')}
        />
      </Section>
      <Section title="本街道">
        <Line
          id="to-roster"
          title="领导小组和专班"
          detail="名单、职务、办公电话"
          onPress={() => go('/pages/roster/index')}
        />
        <FeedbackLine unit={staff.unitId} onPress={() => go('/pages/feedback/index')} />
      </Section>
      <Section title="显示">
        <Toggle
          id="senior"
          title="大字模式"
          detail="字更大、按钮更大"
          on={senior}
          onChange={(on) => change({ senior: on })}
        />
        <Chips id="theme" label="深浅" chips={themes} chosen={[theme]} onPress={(value) => change({ theme: value })} />
      </Section>
      {records && (
        <Section title="位置">
          <Toggle
            id="location"
            title="记录位置"
            detail="打开后，保存时取一次位置；不记录轨迹，后台不取。关着、拒绝或取不到，都不影响保存。"
            on={location}
            onChange={(on) => change({ location: on })}
          />
        </Section>
      )}
      <Section title="登录">
        {process.env.TARO_ENV === 'weapp' && (
          <Line
            id="to-allow"
            title="扫码登录电脑"
            detail="扫电脑上的二维码，核对数字后允许"
            onPress={() => go('/account/allow/index')}
          />
        )}
        {(officer || staff.role === 'street') && (
          <Line
            id="to-people"
            title="人员登录"
            detail="谁登录过；给还没登录的人发邀请码"
            onPress={() => go('/account/people/index')}
          />
        )}
        <Line
          id="to-devices"
          title="已登录的设备"
          detail="在哪些设备上登录着；不认识的可让它退出"
          onPress={() => go('/account/devices/index')}
        />
      </Section>
      <Section title="关于">
        <Line title="版本" end={<View>{BUILD_VERSION}</View>} />
        <Line
          title="数据存在哪里"
          detail={`记录先存在本机（现用 ${megabytes(bytes)}，上限 8 MB），再送到${officer ? '各社区' : '本单位'}的云端。${residentWords(staff.role)}`}
        />
      </Section>
      <Press id="sign-out" className="button danger me-out" onPress={() => void signOut()}>
        退出登录
      </Press>
    </Screen>
  )
}

function go(url: string): void {
  void Taro.navigateTo({ url })
}

function stockWords(stock: ReturnType<typeof useStock>): string {
  if (stock.length === 0) return '还没有领过资料'
  return stock.map((each) => `${leafletWord[each.kind]} ${balanceWord(inHand(each))}`).join('，')
}

/** What of a resident lies on the device. */
function residentWords(role: Role): string {
  return role === 'grid'
    ? '住户姓名和电话不在本机；只有派给您的劝阻任务例外，加密存放，转走后即清除。'
    : '住户姓名和电话不在本机。'
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
