import { Chips } from '#components/chips'
import { inHand, type LeafletKind } from '#domain/leaflet'
import { useStock } from '#stores/field-store'
import { balanceWord } from '#words/balance'
import { leafletWord } from '#words/labels'

interface KindChipsProps {
  readonly kinds: readonly LeafletKind[]
  readonly chosen: LeafletKind
  readonly onPress: (kind: LeafletKind) => void
}

/** Each kind with what is in hand of it. */
export function KindChips({ kinds, chosen, onPress }: KindChipsProps) {
  const stock = useStock()
  const words = kinds.map((value) => {
    const own = stock.find(({ kind }) => kind === value)
    return { value, word: `${leafletWord[value]} · ${balanceWord(own === undefined ? 0 : inHand(own))}` }
  })
  return <Chips id="kind" label="资料" chips={words} chosen={[chosen]} onPress={onPress} />
}
