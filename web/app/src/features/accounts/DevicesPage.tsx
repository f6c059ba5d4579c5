import { useQuery, useQueryClient } from '@tanstack/react-query'
import { LogOut, MonitorSmartphone, Pencil } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Session } from '@sapa/api-client'
import { errorText } from '@/i18n/errors'
import { formatDate, formatRelative } from '@/i18n/format'
import { useAccount } from '@/state'
import { Banner, Button, ConfirmDialog, Dialog, EmptyState, Field, IconButton, ListRow, Name, Page, RowIcon, Section, SkeletonRows, toast, useAction } from '@/ui'
import { paths } from '@/routes/paths'
import form from './Form.module.css'

const NAME_MAX = 64

/** Where the account is signed in, and the way to end it there. */
export function DevicesPage() {
  const { t } = useTranslation('accounts')
  const account = useAccount()
  const queries = useQueryClient()
  const key = ['accounts.sessions', account.self]
  const sessions = useQuery({ queryKey: key, queryFn: () => account.call('accounts.sessions', {}) })
  const again = () => queries.invalidateQueries({ queryKey: key })
  const [renaming, setRenaming] = useState<Session>()
  const [ending, setEnding] = useState<Session | 'others'>()
  const end = useAction(async () => {
    if (ending === 'others') {
      const { revoked } = await account.call('accounts.revoke_other_sessions', {})
      toast(t('devices.others_ended', { count: revoked }), { look: 'good' })
    } else if (ending) {
      await account.call('accounts.revoke_session', { session: ending.session })
    }
    setEnding(undefined)
    await again()
  })
  const all = sessions.data?.sessions ?? []
  const own = all.filter((session) => session.current)
  const others = all.filter((session) => !session.current)
  return (
    <Page title={t('devices.title')} back={paths.me(account.slot)} backOnPhoneOnly>
      {sessions.isPending && <SkeletonRows count={3} />}
      {sessions.isError && (
        <EmptyState drawing="storm" title={t('devices.cannot_read')} action={<Button onClick={() => void sessions.refetch()}>{t('common:action.retry')}</Button>}>
          {errorText(sessions.error)}
        </EmptyState>
      )}
      {own.length > 0 && (
        <Section heading={t('devices.this')}>
          {own.map((session) => (
            <Device key={session.session} session={session} onRename={() => setRenaming(session)} />
          ))}
        </Section>
      )}
      {sessions.isSuccess && (
        <Section heading={t('devices.others')} note={others.length > 0 ? t('devices.note') : undefined}>
          {others.length === 0 && <ListRow title={t('devices.none')} />}
          {others.map((session) => (
            <Device key={session.session} session={session} onRename={() => setRenaming(session)} onEnd={() => setEnding(session)} />
          ))}
        </Section>
      )}
      {others.length > 1 && (
        <Button look="plain" icon={<LogOut />} onClick={() => setEnding('others')}>
          {t('devices.end_others')}
        </Button>
      )}
      {renaming && <RenameDialog session={renaming} onClose={() => setRenaming(undefined)} onDone={again} />}
      <ConfirmDialog
        open={ending !== undefined}
        title={ending === 'others' ? t('devices.end_others_title') : t('devices.end_title')}
        confirm={t('devices.end')}
        danger
        busy={end.busy}
        error={end.error}
        onConfirm={() => void end.run()}
        onClose={() => setEnding(undefined)}
      >
        <p>{t('devices.end_note')}</p>
      </ConfirmDialog>
    </Page>
  )
}

function Device({ session, onRename, onEnd }: { session: Session; onRename: () => void; onEnd?: () => void }) {
  const { t } = useTranslation('accounts')
  return (
    <ListRow
      start={
        <RowIcon>
          <MonitorSmartphone />
        </RowIcon>
      }
      title={<Name wraps>{session.name}</Name>}
      detail={
        <>
          {session.current ? t('devices.now') : t('devices.last_used', { when: formatRelative(session.last_used_at) })}
          <br />
          {session.address && (
            <>
              <bdi>{session.address}</bdi>,{' '}
            </>
          )}
          {t('devices.since', { date: formatDate(session.created_at) })}
        </>
      }
      actions={
        <>
          <IconButton label={t('devices.rename_named', { name: session.name })} onClick={onRename}>
            <Pencil />
          </IconButton>
          {onEnd && (
            <IconButton label={t('devices.end_named', { name: session.name })} onClick={onEnd}>
              <LogOut />
            </IconButton>
          )}
        </>
      }
    />
  )
}

function RenameDialog({ session, onClose, onDone }: { session: Session; onClose: () => void; onDone: () => Promise<unknown> }) {
  const { t } = useTranslation('accounts')
  const account = useAccount()
  const [name, setName] = useState(session.name)
  const { run, busy, error } = useAction(async () => {
    await account.call('accounts.rename_session', { session: session.session, name: name.trim() })
    await onDone()
    onClose()
  })
  return (
    <Dialog open onClose={onClose} title={t('devices.rename')}>
      <form
        className={form.form}
        onSubmit={(event) => {
          event.preventDefault()
          void run()
        }}
      >
        <Field label={t('devices.name')} value={name} onChange={(event) => setName(event.target.value)} maxLength={NAME_MAX} required autoFocus />
        {error !== undefined && (
          <Banner tone="danger" alert>
            {error}
          </Banner>
        )}
        <Button type="submit" look="primary" wide busy={busy} disabled={name.trim() === ''}>
          {t('common:action.save')}
        </Button>
      </form>
    </Dialog>
  )
}
