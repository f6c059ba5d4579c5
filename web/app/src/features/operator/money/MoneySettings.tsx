import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WalletSettings } from '@sapa/api-client'
import { locale } from '@/i18n/format'
import { useAccount, walletKey } from '@/state'
import { Banner, Button, ConfirmDialog, TextArea, toast, useAction } from '@/ui'
import form from '@/features/accounts/Form.module.css'
import { Loaded } from './Loaded'
import styles from './MoneySettings.module.css'

/** Currencies with a table of limits from the start. A configuration can have others; the cell has the last word. */
const CURRENCIES = ['CNY', 'EUR', 'IDR', 'MYR', 'SGD', 'USD']
const TERMS_BYTES_MAX = 16_384

/** The currency of all wallets, fixed once there is one, and what people accept who open one. */
export function MoneySettings() {
  const account = useAccount()
  const settings = useQuery({ queryKey: walletKey(account.self, 'settings'), queryFn: () => account.call('wallet.settings', {}) })
  return <Loaded query={settings}>{(data) => <Form key={data.terms_version} settings={data} />}</Loaded>
}

function Form({ settings }: { settings: WalletSettings }) {
  const { t, i18n } = useTranslation('money_operator')
  const account = useAccount()
  const queries = useQueryClient()
  const [currency, setCurrency] = useState(settings.currency ?? '')
  const [terms, setTerms] = useState(settings.terms)
  const [asking, setAsking] = useState(false)
  const fixed = settings.wallets > 0
  const choices = CURRENCIES.includes(currency) || currency === '' ? CURRENCIES : [currency, ...CURRENCIES]
  const names = new Intl.DisplayNames(i18n.language ? locale() : 'en', { type: 'currency' })
  const { run, busy, error } = useAction(async () => {
    const saved = await account.call('wallet.update_settings', { currency, terms: terms.trim() })
    queries.setQueryData(walletKey(account.self, 'settings'), saved)
    await queries.invalidateQueries({ queryKey: walletKey(account.self) })
    setAsking(false)
    toast(t('common:saved'), { look: 'good' })
  })
  const bytes = new TextEncoder().encode(terms.trim()).length
  const changed = currency !== (settings.currency ?? '') || terms.trim() !== settings.terms
  return (
    <form
      className={form.form}
      onSubmit={(event) => {
        event.preventDefault()
        // Everybody is asked to read them again: worth a second thought.
        if (fixed && terms.trim() !== settings.terms) setAsking(true)
        else void run()
      }}
    >
      <label className={styles.currency}>
        <span className={styles.label}>{t('settings.currency')}</span>
        <select value={currency} onChange={(event) => setCurrency(event.target.value)} disabled={fixed} required>
          <option value="" disabled>
            {t('settings.choose')}
          </option>
          {choices.map((code) => (
            <option key={code} value={code}>
              {`${names.of(code) ?? code} (${code})`}
            </option>
          ))}
        </select>
        <span className={styles.hint}>{fixed ? t('settings.fixed', { count: settings.wallets }) : t('settings.currency_hint')}</span>
      </label>
      <TextArea
        label={t('settings.terms')}
        hint={settings.terms_version > 0 ? t('settings.version', { version: settings.terms_version }) : t('settings.terms_hint')}
        error={bytes > TERMS_BYTES_MAX ? t('settings.terms_long') : undefined}
        value={terms}
        onChange={(event) => setTerms(event.target.value)}
        rows={12}
        dir="auto"
        required
      />
      {error !== undefined && !asking && (
        <Banner tone="danger" alert>
          {error}
        </Banner>
      )}
      <Button type="submit" look="primary" busy={busy && !asking} disabled={!changed || currency === '' || terms.trim() === '' || bytes > TERMS_BYTES_MAX}>
        {settings.currency === undefined ? t('settings.offer') : t('common:action.save')}
      </Button>
      <ConfirmDialog open={asking} title={t('settings.sure_title')} confirm={t('common:action.save')} busy={busy} error={error} onConfirm={() => void run()} onClose={() => setAsking(false)}>
        <p>{t('settings.sure')}</p>
      </ConfirmDialog>
    </form>
  )
}
