import { inRoot } from './root.mjs'

/** Defaults of a start from the checkout; whatever the environment already says wins, and the server's typed config judges it. */
export function serverEnvironment(env = process.env) {
  return {
    PORT: env.PORT ?? '8080',
    DATA_DIR: env.DATA_DIR ?? inRoot('.data'),
    WEB_ROOT: env.WEB_ROOT ?? inRoot('dist/h5'),
    // With no database of one's own the product shows itself: demonstration data, demonstration sign-in.
    QIAOMEN_MODE: env.QIAOMEN_MODE ?? (env.DATABASE_URL ? 'real' : 'demo'),
  }
}
