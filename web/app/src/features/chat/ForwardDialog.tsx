import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newKey, type Conversation, type ConversationId, type Message } from '@sapa/api-client'
import { useAccount, useConversations, useNameOf } from '@/state/hooks'
import { Banner, Button, Dialog, Field, Name, toast, useAction } from '@/ui'
import { fold, useFiltered } from './ChatList'
import { ConversationAvatar } from './ChatRow'
import styles from './Picker.module.css'
import { titleOf } from './names'

/** The cell takes this many targets at once. */
const MOST_TARGETS = 9

/** Sends a message on to other conversations. */
export default function ForwardDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const { t } = useTranslation(['chat', 'common'])
  const account = useAccount()
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<ConversationId>>(new Set())
  // One key for the whole dialog: pressing twice, or again after a lost answer, forwards once.
  const clientId = useMemo(() => newKey(), [])
  const action = useAction(async () => {
    await account.call(
      'chat.forward',
      { from: message.conversation, message_nos: [message.message_no], to: [...chosen], client_id: clientId },
      { key: clientId },
    )
    toast(t('forward.done', { count: chosen.size }), { look: 'good' })
    onClose()
  })
  const toggle = (id: ConversationId) => {
    const next = new Set(chosen)
    if (!next.delete(id) && next.size < MOST_TARGETS) next.add(id)
    setChosen(next)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      look="sheet"
      title={t('forward.title')}
      actions={
        <Button look="primary" disabled={chosen.size === 0} busy={action.busy} onClick={() => void action.run()}>
          {chosen.size === 0 ? t('forward.send_none') : t('forward.send', { count: chosen.size })}
        </Button>
      }
    >
      <Field label={t('list.search')} value={query} onChange={(event) => setQuery(event.target.value)} type="search" />
      {action.error && (
        <Banner tone="danger" alert>
          {action.error}
        </Banner>
      )}
      <Targets query={query.trim()} chosen={chosen} onToggle={toggle} />
    </Dialog>
  )
}

function Targets({ query, chosen, onToggle }: { query: string; chosen: ReadonlySet<string>; onToggle: (id: string) => void }) {
  const { t } = useTranslation('chat')
  const nameOf = useNameOf()
  const sendable = (useConversations() ?? []).filter((conversation) => conversation.can_send)
  const found = useFiltered(sendable, fold(query), nameOf).slice(0, 50)
  return (
    <ul role="list" className={styles.list}>
      {found.map((conversation: Conversation) => (
        <li key={conversation.conversation}>
          <label className={styles.choice}>
            <ConversationAvatar conversation={conversation} size={40} />
            <span className={styles.title}>
              <Name>{titleOf(conversation, nameOf, t)}</Name>
            </span>
            <input type="checkbox" checked={chosen.has(conversation.conversation)} onChange={() => onToggle(conversation.conversation)} />
          </label>
        </li>
      ))}
      {found.length === 0 && <li className={styles.nothing}>{t('search.nothing', { query })}</li>}
    </ul>
  )
}
