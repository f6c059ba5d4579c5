import { Navigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Outside } from '@/features/accounts/Outside'
import { paths } from '@/routes/paths'
import { rememberedSlots } from '@/state'
import { Avatar, EmptyState, Handle, LinkButton, ListRow, Name, Section } from '@/ui'

/** A pay code that was opened as a link. Leads to paying as the account that is signed in here; asks when there are several. */
export function PayByCodePage() {
  const { t } = useTranslation('money')
  const { code = '' } = useParams({ strict: false }) as { code?: string }
  const slots = Object.entries(rememberedSlots()).flatMap(([slot, card]) => (card ? [{ slot: Number(slot), card }] : []))
  const [first] = slots
  if (first && slots.length === 1) return <Navigate to={paths.payCode(first.slot, code) as '/'} replace />
  if (first) {
    return (
      <Outside title={t('pay_code.which')} lead={t('pay_code.which_lead')}>
        <Section>
          {slots.map(({ slot, card }) => (
            <ListRow key={slot} to={paths.payCode(slot, code)} start={<Avatar face={card} slot={slot} />} title={<Name>{card.display_name}</Name>} detail={<Handle>{card.handle}</Handle>} opens />
          ))}
        </Section>
      </Outside>
    )
  }
  return (
    <Outside title={t('pay_code.title')}>
      <EmptyState
        drawing="code"
        title={t('pay_code.sign_in_title')}
        action={
          <LinkButton look="primary" to={paths.signIn} search={{ next: paths.pay(code) }}>
            {t('pay_code.sign_in')}
          </LinkButton>
        }
      >
        {t('pay_code.sign_in_first')}
      </EmptyState>
    </Outside>
  )
}
