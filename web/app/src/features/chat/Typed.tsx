import { useTranslation } from 'react-i18next'
import type { AccountId } from '@sapa/api-client'
import { formatNames } from '@/i18n/format'
import { useNameOf } from '@/state/hooks'

/** Who writes right now. */
export function Typed({ accounts, inGroup, className }: { accounts: readonly AccountId[]; inGroup: boolean; className?: string }) {
  const { t } = useTranslation('chat')
  const nameOf = useNameOf()
  const text = !inGroup
    ? t('typing.one')
    : accounts.length > 2
      ? t('typing.many', { count: accounts.length })
      : t('typing.named', { count: accounts.length, who: formatNames(accounts.map((account) => nameOf(account) ?? t('someone'))) })
  return <span className={className}>{text}</span>
}
