import { uuidv7 } from 'uuidv7'
import * as v from 'valibot'
import { deviceId } from '#contract/scalars'
import type { DeviceId } from '#domain/ids'
import { takePhoto } from '#platform/camera'
import { deviceClock, deviceIds, deviceTimers } from '#platform/clock'
import { deviceKeys } from '#platform/device-keys'
import { leaveEventsUnheard } from '#platform/events-unheard'
import { deviceFiles, devicePhotoFolder } from '#platform/files'
import { oneFix } from '#platform/location'
import { deviceLock } from '#platform/lock'
import { deviceNetwork } from '#platform/network'
import { watchOtherTabs } from '#platform/other-tabs'
import { takePagesAhead } from '#platform/pages-ahead'
import { showPresses } from '#platform/show-presses'
import { taroStorage } from '#platform/storage'
import { askingFor } from '#platform/subscribe'
import { watchSystemTheme } from '#platform/theme'
import { cloudTransport, httpTransport } from '#platform/transport'
import { readAnew, syncNow } from '#stores/field-store'
import { followGrant } from '#stores/follow-grant'
import { forgetAnswers } from '#stores/last-answers'
import { askForRecordKey } from '#stores/open-engines'
import { provide } from '#stores/services'
import { endingWithSession } from '#stores/session-end'
import { currentSession, currentToken, finishSignOut, sessionRenewal, useSession } from '#stores/session-store'
import { useSettings } from '#stores/settings-store'
import { createEngine } from '#sync/engine'
import type { KeyValueStore } from '#sync/ports'
import { renewing } from '#sync/renewing'

const DEVICE = 'device'

/** Gives the stores the world they run in and wakes them. Called once, before the first page. */
export function compose(): void {
  const { keyring, recordKeys } = deviceKeys(taroStorage(), uuidv7())
  const { store } = recordKeys
  const clock = deviceClock()
  const network = deviceNetwork()
  const { isOnline } = network
  const onWeChat = process.env.TARO_ENV === 'weapp'
  const bare = onWeChat
    ? cloudTransport({ token: currentToken, isOnline })
    : httpTransport({ session: currentSession, isOnline, server: '' })
  const lock = deviceLock()
  const transport = endingWithSession(renewing(bare, sessionRenewal(bare), { lock, timers: deviceTimers() }))
  const photos = devicePhotoFolder({
    current() {
      const staff = useSession.getState().session?.staff.id
      const sealer = staff === undefined ? null : recordKeys.sealerOf(staff)
      return staff === undefined || sealer === null ? null : { staff, sealer }
    },
    all: recordKeys.sealers,
  })
  const files = deviceFiles(photos)
  provide({
    store,
    transport,
    now: clock.now,
    device: deviceOf(store),
    newId: deviceIds().operation,
    openEngine: (account) =>
      createEngine(account, {
        store,
        transport,
        files,
        clock,
        ids: deviceIds(),
        timers: deviceTimers(),
        lock,
        sealer: keyring.sealerOf(account.staff),
        random: Math.random,
      }),
    forgetKey: keyring.drop,
    recordKeys,
    locate: oneFix,
    camera: { take: (watermark) => takePhoto(photos, watermark), show: photos.show, drop: photos.remove },
    askToTell: onWeChat ? askingFor(SUBSCRIBE_TEMPLATES) : () => {},
    knownByPlatform: onWeChat,
  })
  useSettings.getState().load()
  watchSystemTheme((dark) => useSettings.getState().systemTheme(dark))
  useSession.getState().load()
  followGrant()
  network.onBack(() => {
    void finishSignOut()
    void askForRecordKey()
    void syncNow()
  })
  watchOtherTabs(() => {
    useSession.getState().followTab()
    readAnew()
    void askForRecordKey()
  })
  useSession.subscribe(({ session }, before) => {
    if (session?.staff.id !== before.session?.staff.id) forgetAnswers()
  })
  takePagesAhead()
  showPresses()
  leaveEventsUnheard()
}

/** Made once: an installation is one device to the cloud for as long as its storage lives. */
function deviceOf(store: KeyValueStore): DeviceId {
  const known = v.safeParse(deviceId, store.get(DEVICE))
  if (known.success) return known.output
  const made = v.parse(deviceId, uuidv7())
  store.set(DEVICE, made)
  return made
}
