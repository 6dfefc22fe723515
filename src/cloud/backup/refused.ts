import { ConfigError } from '#cloud/config'

/** The file is no backup, was cut or altered, or the key is another one: a sentence for whoever restores. */
export class BackupRefused extends ConfigError {}
