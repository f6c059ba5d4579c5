import { useQuery } from '@tanstack/react-query'
import { useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountId, Conversation, Member } from '@sapa/api-client'
import { errorText } from '@/i18n/errors'
import { compareNames } from '@/i18n/format'
import { useAccount, useNameOf } from '@/state'
import { Avatar, Banner, Button, Field, Name, SkeletonRows } from '@/ui'
import styles from './Sheets.module.css'

/** Below so many, nobody needs to search. */
const SEARCH_FROM = 9
/** Drawn at first; a search finds the others. */
const MOST_ROWS = 100

/** The members of a group without oneself, by name. */
export function useOthers(conversation: Conversation) {
  const account = useAccount()
  const nameOf = useNameOf()
  const { data, error, refetch } = useQuery<Member[]>({
    queryKey: ['members', account.self, conversation.conversation, conversation.member_count, conversation.owner],
    queryFn: () => account.directory.members(conversation.conversation),
  })
  const others = useMemo(
    () =>
      data
        ?.filter((member) => member.account !== account.self && !member.deleted)
        .map((member) => ({ ...member, display_name: nameOf(member.account) ?? member.display_name }))
        .sort((one, other) => compareNames(one.display_name, other.display_name)),
    [data, account.self, nameOf],
  )
  return { others, error, refetch }
}

export interface MemberPickerProps {
  label: string
  others: ReturnType<typeof useOthers>
  chosen: ReadonlySet<AccountId>
  onToggle: (account: AccountId) => void
  /** One at a time. */
  single?: boolean
  /** At the end of a row. */
  end?: (member: Member) => ReactNode
  /** Before all rows, such as oneself. */
  first?: ReactNode
}

/** Chooses among the members of a group. */
export function MemberPicker({ label, others: { others, error, refetch }, chosen, onToggle, single, end, first }: MemberPickerProps) {
  const { t } = useTranslation(['money_chat', 'common'])
  const [query, setQuery] = useState('')
  const needle = query.trim().toLocaleLowerCase()
  const found = others?.filter((member) => [member.display_name, member.handle].some((word) => word.toLocaleLowerCase().includes(needle)))
  return (
    <fieldset className={styles.members}>
      <legend className={styles.legend}>{label}</legend>
      {error != null && !others && (
        <Banner tone="warning" action={<Button onClick={() => void refetch()}>{t('common:action.retry')}</Button>}>
          {errorText(error)}
        </Banner>
      )}
      {!others && !error && <SkeletonRows count={3} />}
      {others && others.length >= SEARCH_FROM && (
        <Field label={t('members.search')} quietLabel placeholder={t('members.search')} type="search" value={query} onChange={(event) => setQuery(event.target.value)} />
      )}
      <ul role="list" className={styles.memberList}>
        {first != null && needle === '' && <li>{first}</li>}
        {found?.slice(0, MOST_ROWS).map((member) => (
          <li key={member.account} className={styles.member}>
            <label className={styles.choice}>
              <input
                type={single ? 'radio' : 'checkbox'}
                name={single ? label : undefined}
                checked={chosen.has(member.account)}
                onChange={() => onToggle(member.account)}
              />
              <Avatar face={member} size={32} />
              <Name className={styles.memberName}>{member.display_name}</Name>
            </label>
            {end?.(member)}
          </li>
        ))}
      </ul>
      {found && found.length === 0 && <p className={styles.quiet}>{t('members.nobody')}</p>}
      {found && found.length > MOST_ROWS && <p className={styles.quiet}>{t('members.more')}</p>}
    </fieldset>
  )
}
