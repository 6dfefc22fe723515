import Taro from '@tarojs/taro'

/**
 * Fetches a file and hands it to the person: on WeChat it opens, with the menu that forwards it, on the web it lies in the downloads. False: it did
 * not come through.
 */
export async function takeFile(url: string, name: string): Promise<boolean> {
  if (process.env.TARO_ENV !== 'weapp') {
    const link = document.createElement('a')
    link.href = url
    link.download = name
    link.click()
    return true
  }
  try {
    const { tempFilePath, statusCode } = await Taro.downloadFile({ url })
    if (statusCode !== 200) return false
    await Taro.openDocument({
      filePath: tempFilePath,
      fileType: name.endsWith('.docx') ? 'docx' : 'xlsx',
      showMenu: true,
    })
    return true
  } catch {
    return false
  }
}
