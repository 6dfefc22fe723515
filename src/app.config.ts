const weapp = process.env.TARO_ENV === 'weapp'

export default defineAppConfig({
  pages: [
    'pages/today/index',
    'pages/doors/index',
    'pages/building/index',
    'pages/tasks/index',
    'pages/me/index',
    'pages/welcome/index',
    'pages/join/index',
    'pages/outbox/index',
    'pages/leaflet/index',
    'pages/activity/index',
    'pages/standing/index',
    'pages/minutes/index',
    'pages/case/index',
    'pages/attempt/index',
    'pages/cards/index',
  ],
  subPackages: [
    {
      root: 'community',
      pages: [
        'day/index',
        'calendar/index',
        'coverage/index',
        'records/index',
        'record/index',
        'import/index',
        'staff/index',
        'cases/index',
        'case/index',
        'plan/index',
        'reports/index',
        'report/index',
        'days/index',
      ],
    },
    {
      root: 'police',
      pages: [
        'inbox/index',
        'alert/index',
        'dispatch/index',
        'confirm/index',
        'follow-ups/index',
        'enter/index',
        'import/index',
        'crime/index',
      ],
    },
    {
      root: 'street',
      pages: [
        'home/index',
        'plans/index',
        'plan/index',
        'overview/index',
        'matrix/index',
        'report/index',
        'settings/index',
        'crimes/index',
        'rates/index',
        'import/index',
        'summaries/index',
        'summary/index',
      ],
    },
  ],
  // Pages draw their own head; the rest is what lies around it.
  window: {
    navigationStyle: 'custom',
    navigationBarTitleText: '敲门',
    ...(weapp
      ? { navigationBarTextStyle: '@text', backgroundColor: '@ground', backgroundTextStyle: '@pull' }
      : { navigationBarTextStyle: 'black', backgroundColor: '#f7f5f0' }),
  },
  // On the web a page that slides in is a transformed parent, under which nothing can be fixed to the window.
  ...(weapp ? { darkmode: true, themeLocation: 'theme.json' } : { animation: false }),
  lazyCodeLoading: 'requiredComponents',
  permission: { 'scope.userLocation': { desc: '仅在您打开“记录位置”后，保存时取一次位置，不记录轨迹' } },
  requiredPrivateInfos: ['getLocation'],
  __usePrivacyCheck__: true,
})
