import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Wallet } from '@sapa/api-client'
import { errorText } from '@/i18n/errors'
import { formatDateTime } from '@/i18n/format'
import { paths } from '@/routes/paths'
import { useSlot } from '@/state'
import { Banner, Button, EmptyState, Page, SkeletonRows, type PageProps } from '@/ui'
import { PlayMoney } from './Parts'
import { useOpenWallet } from './useOpenWallet'
import { usable, useWallet, type Usable } from './useWallet'

export interface WalletFrameProps extends Pick<PageProps, 'flush' | 'actions' | 'footer'> {
  title: string
  /** Where "back" leads; the wallet itself if nothing is said. */
  back?: string
  backOnPhoneOnly?: boolean
  children: (wallet: Usable) => ReactNode
}

/** A page of the wallet: whatever there is instead of one (none offered, none opened, not to be read) is said here, once for all. */
export function WalletFrame({ title, back, backOnPhoneOnly, children, ...page }: WalletFrameProps) {
  const { t } = useTranslation('money')
  const slot = useSlot()
  const { wallet, lastKnownAt, isPending, error, refetch } = useWallet()
  const open = usable(wallet)
  return (
    <Page title={title} back={back ?? paths.wallet(slot)} backOnPhoneOnly={backOnPhoneOnly} {...page} actions={<>{page.actions} <PlayMoney of={wallet} /></>}>
      {lastKnownAt !== undefined && <Banner>{t('home.last_known', { when: formatDateTime(lastKnownAt) })}</Banner>}
      {open && children(open)}
      {!open && isPending && <SkeletonRows count={4} />}
      {!open && !wallet && !isPending && (
        <EmptyState drawing="storm" title={t('home.cannot_read')} action={<Button onClick={() => void refetch()}>{t('common:action.retry')}</Button>}>
          {errorText(error)}
        </EmptyState>
      )}
      {!open && wallet && <NoWallet wallet={wallet} />}
    </Page>
  )
}

function NoWallet({ wallet }: { wallet: Wallet }) {
  const { t } = useTranslation('money')
  const { open, element } = useOpenWallet()
  if (wallet.state === 'not_offered') {
    return (
      <EmptyState drawing="door" title={t('home.not_offered_title')}>
        {t('home.not_offered')}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      drawing="shield"
      title={t('home.not_open_title')}
      action={
        <Button look="primary" onClick={() => void open()}>
          {t('open.title')}
        </Button>
      }
    >
      {t('home.not_open')}
      {element}
    </EmptyState>
  )
}
