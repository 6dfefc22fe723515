import { Answered, Empty, SignedOut } from '#components/answered'
import { goBack, Screen } from '#components/screen'
import { useQuery } from '#stores/query-store'
import { type OwnStreet, useStreet, useStreetAnswer } from '../use-street'
import { RosterForm } from './roster-form'
import './index.css'

export default function RosterPage() {
  const street = useStreet()
  return street === null ? (
    <SignedOut title="领导小组和专班" hint="街道专班登录后可修改名单。" />
  ) : (
    <Writing street={street} />
  )
}

/** The roster as the street writes it (S06, S07). */
function Writing({ street }: { readonly street: OwnStreet }) {
  const query = useQuery<'roster'>({ action: 'roster', unit: street.id })
  const known = useStreetAnswer(street)
  return (
    <Screen wide back title="修改名单" sub="领导小组和专班">
      {street.role !== 'street' ? (
        <Empty words="名单由街道专班填写" hint="要改，请告诉街道专班。" />
      ) : (
        <Answered query={query} lines={8}>
          {({ roster }) => (
            <Answered query={known} lines={8}>
              {({ units }) => (
                <RosterForm
                  key={roster?.version ?? 0}
                  street={street.id}
                  roster={roster}
                  stations={units.filter(({ kind }) => kind === 'station').map(({ name }) => name)}
                  onDone={goBack}
                />
              )}
            </Answered>
          )}
        </Answered>
      )}
    </Screen>
  )
}
