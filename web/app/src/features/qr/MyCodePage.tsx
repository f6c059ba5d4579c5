import { useQuery, useQueryClient } from '@tanstack/react-query'
import { RefreshCw, ScanLine } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorText } from '@/i18n/errors'
import { paths } from '@/routes/paths'
import { useAccount, useMe } from '@/state'
import { Avatar, Button, ConfirmDialog, EmptyState, Handle, LinkButton, Name, Page, QrView, ShareLink, toast, useAction } from '@/ui'
import styles from './MyCodePage.module.css'

/** The personal code: whoever scans it can ask to be a friend. A new one makes the old one worthless. */
export function MyCodePage() {
  const { t } = useTranslation('qr')
  const account = useAccount()
  const me = useMe()
  const queries = useQueryClient()
  const [renewing, setRenewing] = useState(false)
  const key = ['contacts.personal_code', account.self]
  const code = useQuery({ queryKey: key, queryFn: () => account.call('contacts.personal_code', {}), staleTime: Infinity })
  const renew = useAction(async () => {
    queries.setQueryData(key, await account.call('contacts.renew_personal_code', {}))
    setRenewing(false)
    toast(t('mine.renewed'), { look: 'good' })
  })
  return (
    <Page title={t('mine.title')} back={paths.me(account.slot)} backOnPhoneOnly>
      {code.isError ? (
        <EmptyState drawing="code" title={t('mine.cannot_show')} action={<Button onClick={() => void code.refetch()}>{t('common:action.retry')}</Button>}>
          {errorText(code.error)}
        </EmptyState>
      ) : (
        <>
          <div className={styles.card}>
            {me && (
              <div className={styles.who}>
                <Avatar face={me} size={48} />
                <div className={styles.names}>
                  <Name>{me.display_name}</Name>
                  <Handle>{me.handle}</Handle>
                </div>
              </div>
            )}
            <QrView text={code.data?.url ?? ''} label={t('mine.code', { name: me?.display_name ?? '' })} />
            <p className={styles.says}>{t('mine.says')}</p>
          </div>
          {code.data && <ShareLink url={code.data.url} label={t('mine.link')} title={me?.display_name} />}
          <div className={styles.more}>
            <LinkButton to={paths.mine(account.slot, 'scan')} icon={<ScanLine />}>
              {t('scan.title')}
            </LinkButton>
            <Button look="plain" icon={<RefreshCw />} onClick={() => setRenewing(true)} disabled={!code.data}>
              {t('mine.renew')}
            </Button>
          </div>
        </>
      )}
      <ConfirmDialog
        open={renewing}
        title={t('mine.renew_title')}
        confirm={t('mine.renew')}
        busy={renew.busy}
        error={renew.error}
        onConfirm={() => void renew.run()}
        onClose={() => setRenewing(false)}
      >
        <p>{t('mine.renew_note')}</p>
      </ConfirmDialog>
    </Page>
  )
}
