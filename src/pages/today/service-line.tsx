import { View } from '@tarojs/components'
import type { LocalDate } from '#domain/time'
import { useScope } from '#stores/field-store'
import { ownServiceWords } from '#words/service'

/** A volunteer reads on his first page that his days run out, or why there is nothing to do any more (F16). */
export function ServiceLine({ today }: { readonly today: LocalDate }) {
  const scope = useScope()
  const words =
    scope === null || scope.staff.role !== 'volunteer'
      ? null
      : ownServiceWords(scope.staff, scope.buildings.length > 0, today)
  if (words === null) return null
  return (
    <View id="own-service" className="today-over">
      {words}
    </View>
  )
}
