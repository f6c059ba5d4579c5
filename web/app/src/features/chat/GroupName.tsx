import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '@sapa/api-client'
import { useAccount } from '@/state/hooks'
import { Button, Dialog, Field, IconButton, Name, useAction } from '@/ui'
import styles from './Info.module.css'

const NAME_MAX = 64

/** A group's name; any member may change it. */
export function GroupName({ conversation, title }: { conversation: Conversation; title: string }) {
  const { t } = useTranslation('chat')
  const [editing, setEditing] = useState(false)
  return (
    <div className={styles.named}>
      <h3 className={styles.title}>
        <Name wraps>{title}</Name>
      </h3>
      {conversation.can_send && (
        <IconButton label={t('group.rename')} onClick={() => setEditing(true)}>
          <Pencil />
        </IconButton>
      )}
      {editing && <Rename conversation={conversation} onClose={() => setEditing(false)} />}
    </div>
  )
}

function Rename({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
  const { t } = useTranslation(['chat', 'common'])
  const account = useAccount()
  const [name, setName] = useState(conversation.name ?? '')
  const id = conversation.conversation
  const action = useAction(async () => {
    const next = name.trim()
    await account.change(
      id,
      (row) => ({ ...row, name: next || undefined }),
      () => account.call('chat.rename', { conversation: id, name: next }),
    )
    onClose()
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('group.rename')}
      actions={
        <Button look="primary" type="submit" form="rename-group" busy={action.busy}>
          {t('common:action.save')}
        </Button>
      }
    >
      <form
        id="rename-group"
        onSubmit={(event) => {
          event.preventDefault()
          void action.run()
        }}
      >
        <Field label={t('group.name')} hint={t('group.name_hint')} error={action.error} value={name} maxLength={NAME_MAX} autoFocus onChange={(event) => setName(event.target.value)} />
      </form>
    </Dialog>
  )
}
