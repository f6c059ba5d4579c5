import type { Conversation } from '@sapa/api-client'
import { lazy } from 'react'
import { withMoneyWords } from '@/i18n/setup'
import { usable, useWallet, type Usable } from '../useWallet'
import { PacketSheet } from './PacketSheet'
import { PacketView } from './PacketView'
import { RequestDetail } from './RequestDetail'
import type { MoneyAction, MoneySheet } from './sheets'
import { SplitSheet } from './SplitSheet'
import { TransferDetail } from './TransferDetail'
import { AskSheet, TransferSheet } from './TransferSheet'

const OpenWalletSheet = lazy(withMoneyWords(() => import('../OpenWalletSheet').then((module) => ({ default: module.OpenWalletSheet }))))

interface Props {
  sheet: MoneySheet
  conversation: Conversation
  onSent: () => void
  onClose: () => void
}

/** The sheet about money that is open, and what has to come before it: a wallet. */
export default function MoneyHost({ sheet, conversation, onSent, onClose }: Props) {
  const { wallet } = useWallet()
  switch (sheet.show) {
    case 'compose': {
      const open = usable(wallet)
      const sent = () => {
        onClose()
        onSent()
      }
      if (open) return <Compose action={sheet.action} conversation={conversation} wallet={open} onSent={sent} onClose={onClose} />
      return wallet?.state === 'not_open' ? <OpenWalletSheet onClose={(opened) => !opened && onClose()} /> : null
    }
    case 'transfer':
      return <TransferDetail payment={sheet.payment} onClose={onClose} />
    case 'request':
      return <RequestDetail payment={sheet.payment} onClose={onClose} />
    case 'packet':
      return <PacketView payment={sheet.payment} open={sheet.open} face={sheet.face} onClose={onClose} />
  }
}

const SHEETS = { transfer: TransferSheet, packet: PacketSheet, request: AskSheet, split: SplitSheet } as const

function Compose({ action, ...props }: { action: MoneyAction; conversation: Conversation; wallet: Usable; onSent: () => void; onClose: () => void }) {
  const Sheet = SHEETS[action]
  return <Sheet {...props} />
}
