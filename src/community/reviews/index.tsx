import { Answered, Empty, SignedOut } from '#components/answered'
import { ReviewList } from '#components/review-list'
import { Screen } from '#components/screen'
import { useQuery } from '#stores/query-store'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { goReview } from '../go'
import { type OwnUnit, useUnit } from '../use-unit'

export default function ReviewsPage() {
  const unit = useUnit()
  return unit === null ? <SignedOut title="逐案倒查" hint="登录后可查看本单位的案件倒查。" /> : <Reviews unit={unit} />
}

/** The unit's crimes, each to be looked at backwards; what waits for an answer first (S35). */
function Reviews({ unit }: { readonly unit: OwnUnit }) {
  const query = useQuery<'reviews'>({ action: 'reviews', unit: unit.id })
  useReloadOnShow(query.reload)
  return (
    <Screen marked wide back title="逐案倒查" sub={unit.name}>
      <Answered query={query} lines={8}>
        {({ reviews }) =>
          reviews.length === 0 ? (
            <Empty words="没有新发案件" hint="民警或街道录入案件后会提醒您，在这里一周内答复。" />
          ) : (
            <ReviewList reviews={reviews} onOpen={({ id }) => goReview(id)} />
          )
        }
      </Answered>
    </Screen>
  )
}
