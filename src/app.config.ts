export default defineAppConfig({
  pages: ['pages/today/index'],
  window: { navigationBarTitleText: '敲门' },
})
