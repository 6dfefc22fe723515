import { Image } from '@tarojs/components'

interface QuietImageProps {
  readonly className: string
  readonly src: string
  readonly onError?: () => void
}

/** On the web the picture inside is an element of its own, and says by an empty text that what holds it is what is read aloud. */
const silent = process.env.TARO_ENV === 'h5' ? { nativeProps: { alt: '' } } : {}

/** A picture inside of something that has a label. */
export function QuietImage({ className, src, onError }: QuietImageProps) {
  return (
    <Image
      className={className}
      src={src}
      mode="aspectFill"
      {...silent}
      {...(onError === undefined ? {} : { onError })}
    />
  )
}
