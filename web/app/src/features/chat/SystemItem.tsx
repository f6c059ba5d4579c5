import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '@sapa/api-client'
import { useAccount, useNameOf } from '@/state/hooks'
import styles from './MessageList.module.css'
import { recalledText, systemText } from './preview'

/** What happened in the conversation, between the messages. */
export const SystemItem = memo(function SystemItem({ id, message }: { id: string; message: Message }) {
  const { t } = useTranslation('chat')
  const { self } = useAccount()
  const nameOf = useNameOf()
  const { body } = message
  const text =
    body.kind === 'system' ? systemText(body.event, self, nameOf, t) : body.kind === 'recalled' ? recalledText(body.by, self, nameOf, t) : ''
  return (
    <p className={styles.system} data-key={id} data-no={message.message_no} tabIndex={-1}>
      <span>{text}</span>
    </p>
  )
})
