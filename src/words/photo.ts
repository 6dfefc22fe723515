import { recordStatusWord } from './sync-status'

/** What is known of a photo's way, with the words of any record. The kinds are those of `sync/engine-api.ts`. */
export const photoStatusWord = {
  kept: recordStatusWord.saved,
  delivered: recordStatusWord.delivered,
  refused: recordStatusWord.rejected,
} as const

/** Why there is no photo now. None of them keeps anybody from saving. */
export const noPhotoWord = {
  denied: '没有相机权限，这次不能拍照；可在系统或微信的设置里打开。不拍也能保存',
  failed: '这张没有拍成，请再试一次。不拍也能保存',
} as const
