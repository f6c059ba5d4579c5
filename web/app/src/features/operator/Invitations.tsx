import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Invitation, Page as ListPage } from '@sapa/api-client'
import { InviteSheet } from '@/features/accounts/InviteSheet'
import { errorText } from '@/i18n/errors'
import { formatDate } from '@/i18n/format'
import { useAccount } from '@/state'
import { Button, EmptyState, ListRow, Section, SkeletonRows, Tag, toast, useAction } from '@/ui'

const PAGE = 50

export function Invitations() {
  const { t } = useTranslation('operator')
  const account = useAccount()
  const queries = useQueryClient()
  const key = ['accounts.invitations', account.self]
  const [making, setMaking] = useState(false)
  const list = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }): Promise<ListPage<Invitation>> => account.call('accounts.invitations', { cursor: pageParam, limit: PAGE }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
  })
  const again = () => queries.invalidateQueries({ queryKey: key })
  const all = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <Button look="primary" icon={<Send />} onClick={() => setMaking(true)}>
        {t('invitations.make')}
      </Button>
      {list.isPending && <SkeletonRows count={3} picture={false} />}
      {list.isError && (
        <EmptyState drawing="storm" title={t('cannot_read')} action={<Button onClick={() => void list.refetch()}>{t('common:action.retry')}</Button>}>
          {errorText(list.error)}
        </EmptyState>
      )}
      {list.isSuccess && all.length === 0 && (
        <EmptyState drawing="letter" title={t('invitations.empty_title')}>
          {t('invitations.empty')}
        </EmptyState>
      )}
      {all.length > 0 && (
        <Section heading={t('invitations.made')}>
          {all.map((invitation) => (
            <Row key={invitation.invitation} invitation={invitation} onChange={again} />
          ))}
        </Section>
      )}
      {list.hasNextPage && (
        <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
      <InviteSheet open={making} onClose={() => setMaking(false)} onMade={() => void again()} />
    </>
  )
}

function Row({ invitation, onChange }: { invitation: Invitation; onChange: () => Promise<unknown> }) {
  const { t } = useTranslation('operator')
  const account = useAccount()
  const revoke = useAction(async () => {
    await account.call('accounts.revoke_invitation', { invitation: invitation.invitation })
    await onChange()
    toast(t('invitations.revoked_done'))
  })
  const state = stateOf(invitation)
  return (
    <ListRow
      title={invitation.note !== '' ? <bdi>{invitation.note}</bdi> : t('invitations.of', { date: formatDate(invitation.created_at) })}
      detail={revoke.error ?? t('invitations.uses', { uses: invitation.uses, max: invitation.max_uses, date: formatDate(invitation.expires_at) })}
      end={state !== 'open' ? <Tag>{t(`invitations.${state}`)}</Tag> : undefined}
      actions={
        state === 'open' ? (
          <Button look="plain" busy={revoke.busy} onClick={() => void revoke.run()}>
            {t('invitations.revoke')}
          </Button>
        ) : undefined
      }
    />
  )
}

function stateOf({ revoked, uses, max_uses, expires_at }: Invitation): 'open' | 'revoked' | 'used_up' | 'expired' {
  if (revoked) return 'revoked'
  if (uses >= max_uses) return 'used_up'
  return new Date(expires_at).getTime() < Date.now() ? 'expired' : 'open'
}
