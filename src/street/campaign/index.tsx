import { View } from '@tarojs/components'
import { useState } from 'react'
import { Answered, Empty, SignedOut } from '#components/answered'
import { CampaignChip } from '#components/of-campaign'
import { Press } from '#components/press'
import { Screen } from '#components/screen'
import type { OperationId } from '#domain/ids'
import { dayOf } from '#domain/time'
import { useNow } from '../../components/use-now'
import { type OwnStreet, useStreet, useStreetAnswer } from '../use-street'
import { draftOf, newFrom } from './edits'
import { Form } from './form'
import './index.css'

export default function CampaignPage() {
  const street = useStreet()
  return street === null || street.role !== 'street' ? (
    <SignedOut title="行动方案" hint="街道专班登录后可以设定行动的日期、条件和评估项目。" />
  ) : (
    <Campaigns street={street} />
  )
}

const NEW = 'new'

/** Campaigns as data (S01, S08): dates, phases, targets, criteria, the evaluation's items. A new one leaves the others as they are. */
function Campaigns({ street }: { readonly street: OwnStreet }) {
  const query = useStreetAnswer(street)
  const today = dayOf(useNow())
  const [chosen, setChosen] = useState<OperationId | typeof NEW | null>(null)
  return (
    <Screen wide back title="行动方案" sub={`${street.name} · 保存后所有单位按新的执行`}>
      <Answered query={query} lines={10}>
        {({ campaigns }) => {
          const known = campaigns.find(({ id }) => id === chosen) ?? campaigns[0]
          const making = chosen === NEW || known === undefined
          return (
            <>
              <View className="cmp-ways">
                {(campaigns.length > 1 || (making && campaigns.length > 0)) && (
                  <CampaignChip
                    choices={[
                      ...campaigns.map(({ id, name }) => ({ id: id as OperationId | typeof NEW, name })),
                      ...(making ? [{ id: NEW, name: '新行动' } as const] : []),
                    ]}
                    value={making ? NEW : known.id}
                    onChoose={setChosen}
                  />
                )}
                {!making && (
                  <Press id="new-campaign" className="button second small" onPress={() => setChosen(NEW)}>
                    新建一个行动
                  </Press>
                )}
              </View>
              {campaigns.length === 0 && (
                <Empty words="还没有设定行动" hint="下面按通知的百日会战拟好，改成自己的再保存。" />
              )}
              <Form
                key={making ? NEW : `${known.id}-${known.version}`}
                street={street}
                known={making ? null : { id: known.id, version: known.version }}
                before={making ? newFrom(today, '') : draftOf(known)}
                onDone={() => {
                  setChosen(null)
                  query.reload()
                }}
              />
            </>
          )
        }}
      </Answered>
    </Screen>
  )
}
