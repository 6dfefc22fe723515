/** Where photos lie on the device, by their content's name, until they were sent. One implementation a platform. */
export interface PhotoFolder {
  /** On the disk when it resolves. Gives the path that the others ask for. */
  write(name: string, bytes: Uint8Array): Promise<string>
  /** Null: it is not there any more. */
  read(path: string): Promise<Uint8Array | null>
  remove(path: string): Promise<void>
  /** An address that an image can show. Null: it is not there any more. */
  show(path: string): Promise<string | null>
}
