import { taroStorage } from '#platform/storage'
import { storeConformance } from '../sync/store-conformance'

storeConformance('taroStorage', () => {
  localStorage.clear()
  return { store: taroStorage(), reopen: taroStorage }
})
