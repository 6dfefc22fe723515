/** The package's version, or BUILD_VERSION of the build's environment. Put in by config/index.ts and config/tasks. */
declare const BUILD_VERSION: string

/** Subscribe messages that a phone may ask for: TARO_APP_TEMPLATES of the build's environment, in the words of the cloud's SUBSCRIBE_TEMPLATES. */
declare const SUBSCRIBE_TEMPLATES: string
