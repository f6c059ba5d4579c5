import { useInfiniteQuery } from '@tanstack/react-query'
import { UserX } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Unclaimed as Left, UnclaimedPage } from '@sapa/api-client'
import parts from '@/features/wallet/Parts.module.css'
import { errorText } from '@/i18n/errors'
import { formatDateTime } from '@/i18n/format'
import { formatMoney } from '@/i18n/money'
import { useAccount, walletKey } from '@/state'
import { Banner, Button, ListRow, RowIcon, Section } from '@/ui'
import { PayUnclaimedSheet } from './PayUnclaimedSheet'

/** What deleted accounts left, and giving it to whoever it belongs to now. */
export function Unclaimed() {
  const { t } = useTranslation('money_operator')
  const account = useAccount()
  const [giving, setGiving] = useState<Left>()
  const list = useInfiniteQuery({
    queryKey: walletKey(account.self, 'unclaimed'),
    queryFn: ({ pageParam }): Promise<UnclaimedPage> => account.call('wallet.unclaimed', { cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
  })
  const all = list.data?.pages.flatMap((page) => page.items) ?? []
  if (list.isError) return <Banner tone="danger">{errorText(list.error)}</Banner>
  if (all.length === 0) return null
  return (
    <Section heading={t('unclaimed.title')} note={t('unclaimed.note')}>
      {all.map((left) => (
        <ListRow
          key={left.account}
          start={<RowIcon tone="sand"><UserX /></RowIcon>}
          title={formatMoney({ amount: left.rest, currency: left.left.currency })}
          detail={
            <>
              <bdi>{left.reference}</bdi>
              <br />
              {t('unclaimed.of', { left: formatMoney(left.left), when: formatDateTime(left.changed_at) })}
              <span className={parts.inside}>{left.rest === '0' ? t('unclaimed.given') : <Button onClick={() => setGiving(left)}>{t('bank.give')}</Button>}</span>
            </>
          }
        />
      ))}
      {list.hasNextPage && (
        <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('operator:more')}
        </Button>
      )}
      {giving && <PayUnclaimedSheet left={giving} onClose={() => setGiving(undefined)} />}
    </Section>
  )
}
