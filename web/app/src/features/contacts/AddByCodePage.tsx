import { Navigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Outside } from '@/features/accounts/Outside'
import { paths } from '@/routes/paths'
import { rememberedSlots } from '@/state'
import { Avatar, EmptyState, Handle, LinkButton, ListRow, Name, Section } from '@/ui'

/** A personal code that was opened as a link. Leads to the person as the account that is signed in here; asks when there are several. */
export function AddByCodePage() {
  const { t } = useTranslation('contacts')
  const { code = '' } = useParams({ strict: false }) as { code?: string }
  const slots = Object.entries(rememberedSlots()).flatMap(([slot, card]) => (card ? [{ slot: Number(slot), card }] : []))
  const [first] = slots
  if (first && slots.length === 1) return <Navigate to={paths.find(first.slot) as '/'} search={{ code } as object} replace />
  if (first) {
    return (
      <Outside title={t('add_by_code.which')} lead={t('add_by_code.lead')}>
        <Section>
          {slots.map(({ slot, card }) => (
            <ListRow
              key={slot}
              to={`${paths.find(slot)}?code=${encodeURIComponent(code)}`}
              start={<Avatar face={card} slot={slot} />}
              title={<Name>{card.display_name}</Name>}
              detail={<Handle>{card.handle}</Handle>}
              opens
            />
          ))}
        </Section>
      </Outside>
    )
  }
  return (
    <Outside title={t('add_by_code.title')}>
      <EmptyState
        drawing="people"
        title={t('add_by_code.sign_in_title')}
        action={
          <LinkButton look="primary" to={paths.signIn} search={{ next: paths.add(code) }}>
            {t('add_by_code.sign_in')}
          </LinkButton>
        }
      >
        {t('add_by_code.sign_in_first')}
      </EmptyState>
    </Outside>
  )
}
