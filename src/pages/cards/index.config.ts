export default definePageConfig({ navigationBarTitleText: '话术和案例' })
