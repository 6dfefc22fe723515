export default definePageConfig({ navigationBarTitleText: '横幅标语' })
