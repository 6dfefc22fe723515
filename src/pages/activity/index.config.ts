export default definePageConfig({ navigationBarTitleText: '现场活动' })
