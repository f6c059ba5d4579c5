import { ArrowLeftRight, CirclePlus, Gift, HandCoins, ReceiptText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '@sapa/api-client'
import { IconButton, Menu, useMenu, type MenuItem } from '@/ui'
import { useWallet } from '../useWallet'
import { useMoneySheet, type MoneyAction } from './sheets'

const ICONS = { transfer: <ArrowLeftRight />, packet: <Gift />, request: <HandCoins />, split: <ReceiptText /> } as const

/** What can be done with money in a conversation. */
export function actionsIn(conversation: Conversation): readonly MoneyAction[] {
  if (conversation.type === 'direct') return ['transfer', 'packet', 'request']
  return conversation.type === 'group' ? ['packet', 'split'] : []
}

/** Beside where one writes: money, where the cell offers wallets. */
export function PlusMenu({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation('money_chat')
  const { wallet } = useWallet()
  const open = useMoneySheet()
  const menu = useMenu()
  if (!wallet || wallet.state === 'not_offered') return null
  const items = actionsIn(conversation).map((action): MenuItem => ({ id: action, label: t(`menu.${action}`), icon: ICONS[action], onSelect: () => open({ show: 'compose', action }) }))
  return (
    <>
      <IconButton label={t('menu.more')} aria-haspopup="menu" aria-expanded={menu.isOpen} onClick={(event) => menu.openFrom(event.currentTarget)}>
        <CirclePlus />
      </IconButton>
      <Menu anchor={menu.anchor} label={t('menu.label')} items={items} onClose={menu.close} />
    </>
  )
}
