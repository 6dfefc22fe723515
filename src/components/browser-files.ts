import type { LedgerFile } from '#stores/ledger-store'

/** Asks the browser for a file; null when the person chose none. Web only. */
export function chooseFile(): Promise<LedgerFile | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = '.xlsx,.csv'
    input.addEventListener('change', () => {
      const [file] = input.files ?? []
      if (file === undefined) resolve(null)
      else void readFile(file).then(resolve)
    })
    input.addEventListener('cancel', () => resolve(null))
    input.click()
  })
}

export function readFile(file: File): Promise<LedgerFile> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('error', () => reject(reader.error))
    reader.addEventListener('load', () => {
      // data:…;base64,<what is wanted>
      const base64 = String(reader.result).split(',')[1] ?? ''
      resolve({ name: file.name, size: file.size, base64 })
    })
    reader.readAsDataURL(file)
  })
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Puts a file into the browser's downloads. Web only. */
export function download(base64: string, name: string): void {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  const url = URL.createObjectURL(new Blob([bytes], { type: XLSX }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken the file when the click returns, some a moment later.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
