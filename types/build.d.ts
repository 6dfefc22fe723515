/** The package's version, or BUILD_VERSION of the build's environment. Put in by config/index.ts and config/tasks. */
declare const BUILD_VERSION: string
