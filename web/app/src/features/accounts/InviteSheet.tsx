import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewInvitation } from '@sapa/api-client'
import { formatDate } from '@/i18n/format'
import { useCall } from '@/state'
import { Banner, Button, QrView, Segmented, ShareLink, Sheet, useAction } from '@/ui'
import styles from './InviteSheet.module.css'

const USES = ['1', '10', '50'] as const
const DAYS = 7

/** Makes a link that lets somebody in who is not here yet; they are a friend from the start. The link is shown once. */
export function InviteSheet({ open, onClose, onMade }: { open: boolean; onClose: () => void; onMade?: () => void }) {
  const { t } = useTranslation('accounts')
  const call = useCall()
  const [uses, setUses] = useState<(typeof USES)[number]>('1')
  const [made, setMade] = useState<NewInvitation>()
  const { run, busy, error, clear } = useAction(async () => {
    setMade(await call('accounts.create_invitation', { max_uses: Number(uses), days: DAYS }))
    onMade?.()
  })
  const close = () => {
    setMade(undefined)
    clear()
    onClose()
  }
  return (
    <Sheet open={open} onClose={close} title={made ? t('invitation.made_title') : t('invitation.title')}>
      {made ? (
        <>
          <p>{t('invitation.made', { count: made.max_uses, date: formatDate(made.expires_at) })}</p>
          <div className={styles.code}>
            <QrView text={made.url} label={t('invitation.code')} />
          </div>
          <ShareLink url={made.url} label={t('invitation.link')} title={t('common:app')} />
        </>
      ) : (
        <>
          <p>{t('invitation.lead')}</p>
          <Segmented
            label={t('invitation.uses')}
            value={uses}
            onChange={setUses}
            options={USES.map((value) => ({ value, label: t('invitation.people', { count: Number(value) }) }))}
          />
          {error !== undefined && (
            <Banner tone="danger" alert>
              {error}
            </Banner>
          )}
          <Button look="primary" wide busy={busy} onClick={() => void run()}>
            {t('invitation.make')}
          </Button>
        </>
      )}
    </Sheet>
  )
}
