import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Download, RefreshCw, ScanLine } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorText } from '@/i18n/errors'
import { paths } from '@/routes/paths'
import { SAYS_OFFLINE, useAccount, useMe } from '@/state'
import { Avatar, Button, ConfirmDialog, EmptyState, Handle, LinkButton, Name, QrView, ShareLink, toast, useAction } from '@/ui'
import code from '@/features/qr/MyCodePage.module.css'
import { qrPicture, saveFile } from './files'
import { WalletFrame } from './WalletFrame'

/** The code by which others pay: they scan it, say how much, and the money is here at once. */
export function PayCodePage() {
  const { t } = useTranslation('money')
  return <WalletFrame title={t('code.title')}>{() => <PayCode />}</WalletFrame>
}

function PayCode() {
  const { t } = useTranslation('money')
  const account = useAccount()
  const me = useMe()
  const queries = useQueryClient()
  const [renewing, setRenewing] = useState(false)
  // Not under the wallet's key: whatever happens to the money, the code stays.
  const key = ['pay_code', account.self]
  const mine = useQuery({ queryKey: key, queryFn: () => account.call('wallet.pay_code', { renew: false }), staleTime: Infinity, ...SAYS_OFFLINE })
  const renew = useAction(async () => {
    queries.setQueryData(key, await account.call('wallet.pay_code', { renew: true }))
    setRenewing(false)
    toast(t('code.renewed'), { look: 'good' })
  })
  const save = useAction(async () => {
    const picture = mine.data && (await qrPicture(mine.data.url))
    if (picture) saveFile(picture, `sapa-pay-${me?.handle ?? account.self}.png`)
  })
  if (mine.isError) {
    return (
      <EmptyState drawing="code" title={t('code.cannot_show')} action={<Button onClick={() => void mine.refetch()}>{t('common:action.retry')}</Button>}>
        {errorText(mine.error)}
      </EmptyState>
    )
  }
  return (
    <>
      <div className={code.card}>
        {me && (
          <div className={code.who}>
            <Avatar face={me} size={48} />
            <div className={code.names}>
              <Name>{me.display_name}</Name>
              <Handle>{me.handle}</Handle>
            </div>
          </div>
        )}
        <QrView text={mine.data?.url ?? ''} label={t('code.qr', { name: me?.display_name ?? '' })} />
        <p className={code.says}>{t('code.says')}</p>
      </div>
      {mine.data && <ShareLink url={mine.data.url} label={t('code.link')} title={me?.display_name} />}
      <div className={code.more}>
        <Button icon={<Download />} busy={save.busy} disabled={!mine.data} onClick={() => void save.run()}>
          {t('code.save')}
        </Button>
        <LinkButton to={paths.mine(account.slot, 'scan')} icon={<ScanLine />}>
          {t('home.scan')}
        </LinkButton>
        <Button look="plain" icon={<RefreshCw />} disabled={!mine.data} onClick={() => setRenewing(true)}>
          {t('code.renew')}
        </Button>
      </div>
      <ConfirmDialog
        open={renewing}
        title={t('code.renew_title')}
        confirm={t('code.renew')}
        busy={renew.busy}
        error={renew.error}
        onConfirm={() => void renew.run()}
        onClose={() => setRenewing(false)}
      >
        <p>{t('code.renew_note')}</p>
      </ConfirmDialog>
    </>
  )
}
