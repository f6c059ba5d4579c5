import { Copy, CornerLeftUp, Forward, Image, ListChecks, RefreshCw, Reply, Trash2, Undo2, Wallet, X } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation, Message } from '@sapa/api-client'
import { sheetOf, useMoneySheet, type MoneySheet } from '@/features/wallet/chat/sheets'
import { errorText } from '@/i18n/errors'
import { useAccount } from '@/state/hooks'
import { ConfirmDialog, copyText, Menu, toast, useAction, type MenuAnchor, type MenuItem } from '@/ui'
import type { MessageRow } from './rows'

const ReadByDialog = lazy(() => import('./ReadByDialog'))

/** A message can be taken back for everyone this long after it was sent; the cell has the last word. */
const RECALL_WITHIN_MS = 2 * 60_000

export interface MenuTarget {
  row: MessageRow
  anchor: MenuAnchor
}

interface Props {
  conversation: Conversation
  target: MenuTarget | undefined
  onClose: () => void
  onReply: (message: Message) => void
  onForward: (message: Message) => void
  onPhoto: (message: Message, index: number) => void
  onJump: (no: number) => void
}

/** What can be done with a message: the same menu by right click, long press and keyboard. */
export function MessageMenu({ conversation, target, onClose, ...does }: Props) {
  const { t } = useTranslation(['chat', 'money_chat'])
  const account = useAccount()
  const [deleting, setDeleting] = useState<Message>()
  const [readBy, setReadBy] = useState<Message>()
  const onSheet = useMoneySheet()
  return (
    <>
      <Menu
        anchor={target?.anchor}
        label={t('menu.label')}
        onClose={onClose}
        items={target ? itemsFor(target.row, { ...does, conversation, account, t, onDelete: setDeleting, onReadBy: setReadBy, onSheet }) : []}
      />
      <DeleteDialog message={deleting} onClose={() => setDeleting(undefined)} />
      <Suspense fallback={null}>{readBy && <ReadByDialog message={readBy} onClose={() => setReadBy(undefined)} />}</Suspense>
    </>
  )
}

interface Context extends Omit<Props, 'target' | 'onClose'> {
  account: ReturnType<typeof useAccount>
  t: ReturnType<typeof useTranslation<['chat', 'money_chat']>>['t']
  onDelete: (message: Message) => void
  onReadBy: (message: Message) => void
  onSheet: (sheet: MoneySheet) => void
}

function itemsFor(row: MessageRow, context: Context): (MenuItem | false)[] {
  const { conversation, account, t, onReply, onForward, onPhoto, onJump, onDelete, onReadBy, onSheet } = context
  const { message, pending, mine } = row
  const { body } = message
  const card = body.kind === 'card'
  const text = body.kind === 'text' ? body.text : body.kind === 'photos' ? (body.caption ?? '') : card ? (body.card.note ?? '') : ''
  const copy: MenuItem | false = text !== '' && {
    id: 'copy',
    label: t('menu.copy'),
    icon: <Copy />,
    onSelect: () => void copyText(text).then((done) => toast(done ? t('menu.copied') : t('menu.copy_failed'), { look: done ? 'good' : 'bad' })),
  }
  if (pending) {
    return [
      copy,
      pending.state === 'failed' && { id: 'retry', label: t('menu.retry'), icon: <RefreshCw />, onSelect: () => account.outbox.retry(pending.client_id) },
      { id: 'discard', label: t('failed.discard'), icon: <X />, danger: true, onSelect: () => account.outbox.cancel(pending.client_id) },
    ]
  }
  const answered = message.reply_to?.message_no
  const sheet = sheetOf(message, account.self)
  const recallable = mine && !card && Date.now() - Date.parse(message.sent_at) < RECALL_WITHIN_MS
  return [
    // What a press on the message itself does has to be here too, for those who have only keys.
    sheet !== undefined && { id: 'card', label: t('money_chat:menu.open'), icon: <Wallet />, onSelect: () => onSheet(sheet) },
    body.kind === 'photos' && { id: 'photo', label: t('menu.photos', { count: body.photos.length }), icon: <Image />, onSelect: () => onPhoto(message, 0) },
    answered !== undefined && { id: 'jump', label: t('menu.answered'), icon: <CornerLeftUp />, onSelect: () => onJump(answered) },
    conversation.can_send && { id: 'reply', label: t('menu.reply'), icon: <Reply />, onSelect: () => onReply(message) },
    copy,
    !card && { id: 'forward', label: t('menu.forward'), icon: <Forward />, onSelect: () => onForward(message) },
    mine && conversation.type === 'group' && { id: 'read', label: t('menu.read_by'), icon: <ListChecks />, onSelect: () => onReadBy(message) },
    recallable && { id: 'recall', label: t('menu.recall'), icon: <Undo2 />, onSelect: () => recall(message, context) },
    { id: 'delete', label: t('menu.delete'), icon: <Trash2 />, danger: true, onSelect: () => onDelete(message) },
  ]
}

function recall(message: Message, { account }: Context): void {
  account.recall(message).catch((error: unknown) => toast(errorText(error), { look: 'bad' }))
}

function DeleteDialog({ message, onClose }: { message: Message | undefined; onClose: () => void }) {
  const { t } = useTranslation('chat')
  const account = useAccount()
  const action = useAction(async (which: Message) => {
    await account.deleteForMe(which.conversation, [which.message_no])
    onClose()
  })
  return (
    <ConfirmDialog
      open={message !== undefined}
      title={t('delete.title')}
      confirm={t('delete.confirm')}
      danger
      busy={action.busy}
      error={action.error}
      onConfirm={() => message && void action.run(message)}
      onClose={onClose}
    >
      <p>{t('delete.text')}</p>
    </ConfirmDialog>
  )
}
