import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { QrCode, ScanLine, Send } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, type Found, type Relation } from '@sapa/api-client'
import { InviteSheet } from '@/features/accounts/InviteSheet'
import { errorText } from '@/i18n/errors'
import { paths } from '@/routes/paths'
import { useAccount } from '@/state'
import { Banner, Button, EmptyState, Field, ListRow, Page, RowIcon, Section, SkeletonRows } from '@/ui'
import styles from './FindPage.module.css'
import { PersonCard } from './PersonCard'

/** Finds one person: by exact handle, by a code that was scanned, or invites somebody who is not here yet. */
export function FindPage() {
  const { t } = useTranslation('contacts')
  const account = useAccount()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const search: { code?: unknown; handle?: unknown } = useSearch({ strict: false })
  const code = textOf(search.code)
  const sought = textOf(search.handle)
  const [handle, setHandle] = useState(sought ?? '')
  const [inviting, setInviting] = useState(false)
  const key = ['contacts.find', account.self, code ?? '', sought ?? '']
  const found = useQuery<Found>({
    queryKey: key,
    queryFn: () => (code !== undefined ? account.call('contacts.resolve_code', { code }) : account.call('contacts.find', { handle: sought ?? '' })),
    enabled: code !== undefined || sought !== undefined,
    retry: false,
    staleTime: 0,
  })
  const changed = (relation: Relation) => queries.setQueryData<Found>(key, (old) => old && { ...old, relation })
  return (
    <Page title={t('add')} back={paths.contacts(account.slot)} backOnPhoneOnly>
      <form
        className={styles.form}
        role="search"
        aria-label={t('find.label')}
        onSubmit={(event) => {
          event.preventDefault()
          const wanted = handle.trim().replace(/^@/, '').toLowerCase()
          if (wanted === '') return
          // The same handle again: ask again, the answer may have changed.
          if (wanted === sought && code === undefined) void found.refetch()
          else void navigate({ to: paths.find(account.slot) as '/', search: { handle: wanted } as object, replace: true })
        }}
      >
        <Field
          label={t('find.handle')}
          hint={t('find.hint')}
          before="@"
          value={handle}
          onChange={(event) => setHandle(event.target.value.replace(/\s/g, ''))}
          autoCapitalize="none"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="search"
          dir="ltr"
          autoFocus={code === undefined && sought === undefined}
          className={styles.field}
        />
        <Button type="submit" look="primary" busy={found.isFetching} className={styles.submit}>
          {t('find.submit')}
        </Button>
      </form>
      <div aria-live="polite">
        {found.isLoading && <SkeletonRows count={1} />}
        {found.data && <PersonCard key={found.data.card.account} found={found.data} via={code !== undefined ? 'code' : 'handle'} onChange={changed} />}
        {found.isError && !found.data && <NotFound error={found.error} byCode={code !== undefined} onRetry={() => void found.refetch()} />}
      </div>
      <Section heading={t('find.other_ways')}>
        <ListRow to={paths.mine(account.slot, 'scan')} start={<RowIcon><ScanLine /></RowIcon>} title={t('scan')} detail={t('find.scan_detail')} opens />
        <ListRow to={paths.mine(account.slot, 'qr')} start={<RowIcon><QrCode /></RowIcon>} title={t('my_code')} detail={t('find.code_detail')} opens />
        <ListRow onPress={() => setInviting(true)} start={<RowIcon><Send /></RowIcon>} title={t('find.invite')} detail={t('find.invite_detail')} opens />
      </Section>
      <InviteSheet open={inviting} onClose={() => setInviting(false)} />
    </Page>
  )
}

function NotFound({ error, byCode, onRetry }: { error: unknown; byCode: boolean; onRetry: () => void }) {
  const { t } = useTranslation('contacts')
  const absent = error instanceof ApiError && ['contacts.not_found', 'contacts.code_invalid', 'accounts.not_found', 'accounts.handle_invalid'].includes(error.code)
  if (!absent) {
    return (
      <Banner tone="danger" action={<Button look="plain" onClick={onRetry}>{t('common:action.retry')}</Button>}>
        {errorText(error)}
      </Banner>
    )
  }
  return (
    <EmptyState drawing="search" title={byCode ? t('find.no_code_title') : t('find.nobody_title')}>
      {errorText(error)}
    </EmptyState>
  )
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}
