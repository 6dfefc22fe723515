import { execFile } from 'node:child_process'
import { accessSync, constants, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

const folders = [
  '/usr/bin',
  ...(process.env.PATH ?? '').split(path.delimiter),
  '/Applications/LibreOffice.app/Contents/MacOS',
]

function find(name: string): string | undefined {
  return folders.map((folder) => path.join(folder, name)).find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** LibreOffice, and poppler's tools that read what it prints; undefined: one of them is not here. */
export function findOffice():
  | { readonly soffice: string; readonly text: string; readonly pictures: string }
  | undefined {
  const [soffice, text, pictures] = [find('soffice'), find('pdftotext'), find('pdftoppm')]
  return soffice && text && pictures ? { soffice, text, pictures } : undefined
}

/** Where the pages lie as pictures, for a person to look at. */
const seen = path.resolve(__dirname, '../../test-results/office')

export interface Printed {
  /** The words of each page, laid out as they stand. */
  readonly pages: readonly string[]
}

/** Opens the file as a person would and prints it. */
export async function print(name: string, bytes: Uint8Array): Promise<Printed> {
  const tools = findOffice()
  if (tools === undefined) throw new Error('No LibreOffice or no poppler-utils: install them.')
  const folder = mkdtempSync(path.join(tmpdir(), 'qiaomen-office-'))
  try {
    const file = path.join(folder, name)
    writeFileSync(file, bytes)
    // A profile of its own: another LibreOffice of the same person would take the job and print nothing here.
    const profile = `-env:UserInstallation=file://${folder}/profile`
    await run(tools.soffice, ['--headless', profile, '--convert-to', 'pdf', '--outdir', folder, file])
    const pdf = file.replace(/\.\w+$/, '.pdf')
    mkdirSync(seen, { recursive: true })
    await run(tools.pictures, ['-r', '80', '-png', pdf, path.join(seen, name)])
    const { stdout } = await run(tools.text, ['-layout', pdf, '-'])
    return { pages: stdout.split('\f').slice(0, -1) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
