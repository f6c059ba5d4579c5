import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Registration } from '@sapa/api-client'
import { errorText } from '@/i18n/errors'
import { useAccount } from '@/state'
import { Banner, Button, EmptyState, Field, Segmented, SkeletonRows, toast, useAction } from '@/ui'
import form from '@/features/accounts/Form.module.css'

const MODES = ['open', 'invitation', 'closed'] as const
const NAME_LENGTH_MAX = 64

interface Settings {
  cell_name: string
  registration: Registration
}

/** What the place is called and who may join. */
export function Place() {
  const { t } = useTranslation('operator')
  const account = useAccount()
  const settings = useQuery<Settings>({ queryKey: ['accounts.settings', account.self], queryFn: () => account.call('accounts.settings', {}) })
  if (settings.isPending) return <SkeletonRows count={3} picture={false} />
  if (settings.isError) {
    return (
      <EmptyState drawing="storm" title={t('cannot_read')} action={<Button onClick={() => void settings.refetch()}>{t('common:action.retry')}</Button>}>
        {errorText(settings.error)}
      </EmptyState>
    )
  }
  return <Form settings={settings.data} />
}

function Form({ settings }: { settings: Settings }) {
  const { t } = useTranslation('operator')
  const account = useAccount()
  const queries = useQueryClient()
  const [name, setName] = useState(settings.cell_name)
  const [mode, setMode] = useState(settings.registration)
  const { run, busy, error } = useAction(async () => {
    const saved = await account.call('accounts.update_settings', { cell_name: name.trim(), registration: mode })
    queries.setQueryData(['accounts.settings', account.self], saved)
    await queries.invalidateQueries({ queryKey: ['cell.info'] })
    toast(t('common:saved'), { look: 'good' })
  })
  const changed = name.trim() !== settings.cell_name || mode !== settings.registration
  return (
    <form
      className={form.form}
      onSubmit={(event) => {
        event.preventDefault()
        void run()
      }}
    >
      <Field label={t('place.name')} value={name} onChange={(event) => setName(event.target.value)} maxLength={NAME_LENGTH_MAX} required />
      <Segmented stacks label={t('place.registration')} value={mode} onChange={setMode} options={MODES.map((value) => ({ value, label: t(`place.mode.${value}`) }))} />
      <p aria-live="polite">{t(`place.mode_note.${mode}`)}</p>
      {error !== undefined && (
        <Banner tone="danger" alert>
          {error}
        </Banner>
      )}
      <Button type="submit" look="primary" busy={busy} disabled={!changed || name.trim() === ''}>
        {t('common:action.save')}
      </Button>
    </form>
  )
}
