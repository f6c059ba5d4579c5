import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Message } from '@sapa/api-client'
import { errorText } from '@/i18n/errors'
import { useAccount, useNameOf } from '@/state/hooks'
import { useSignal } from '@/state/signal'
import { Avatar, Banner, Dialog, ListRow, Name, SkeletonRows } from '@/ui'

/** Which members have read a message. */
export default function ReadByDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const { t } = useTranslation('chat')
  const account = useAccount()
  const nameOf = useNameOf()
  const cards = useSignal(account.directory.cards)
  const { conversation, message_no } = message
  const { data, error } = useQuery({
    queryKey: ['read_by', account.self, conversation, message_no],
    staleTime: 0,
    queryFn: async () => {
      await account.directory.members(conversation)
      return account.call('chat.read_by', { conversation, message_no })
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('read_by.title')}>
      {error && <Banner tone="warning">{errorText(error)}</Banner>}
      {!data && !error && <SkeletonRows count={3} />}
      {data && (
        <>
          {data.read.map((id) => {
            const card = cards.get(id)
            return <ListRow key={id} start={card && <Avatar face={card} size={40} />} title={<Name>{nameOf(id) ?? t('someone')}</Name>} />
          })}
          <p>{data.read.length === 0 ? t('read_by.nobody') : data.unread_count === 0 ? t('read_by.everyone') : t('read_by.unread', { count: data.unread_count })}</p>
        </>
      )}
    </Dialog>
  )
}
