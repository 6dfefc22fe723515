import { tsImport } from 'tsx/esm/api'

// The finders live with the tests that use them; tsx reads them here so that there is one answer to each question.
const support = (file) => tsImport(`../../../test/support/${file}.ts`, import.meta.url)

/** What to tell a person about a service that tests need and this machine lacks; undefined where it is there. */
export async function missingService(name) {
  if (name === 'postgres') {
    const { findPostgres } = await support('postgres-server')
    if (process.env.TEST_DATABASE_URL || findPostgres()) return undefined
    return 'no PostgreSQL here. Install it (Debian: apt-get install postgresql) or set TEST_DATABASE_URL.'
  }
  if (name === 'citus') {
    if (process.env.TEST_CITUS_URL) return undefined
    return 'TEST_CITUS_URL is not set: postgres://… of a database on a Citus coordinator that knows its workers.'
  }
  if (name === 'office') {
    const { findOffice } = await support('office')
    if (findOffice()) return undefined
    return 'no LibreOffice or no poppler here. Install them (Debian: apt-get install libreoffice-writer-nogui libreoffice-calc-nogui poppler-utils fonts-noto-cjk).'
  }
  const { findChromium } = await support('chromium')
  if (findChromium()) return undefined
  return 'no Chromium here. Install it (Debian: apt-get install chromium fonts-noto-cjk) or set CHROMIUM_PATH.'
}
