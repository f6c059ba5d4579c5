import { useNavigate } from '@tanstack/react-router'
import { ImageUp, QrCode, UserSearch } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCellInfo } from '@/features/accounts/entry'
import { paths } from '@/routes/paths'
import { useSlot } from '@/state'
import { Banner, Button, LinkButton, Page, Spinner, useAction } from '@/ui'
import { decodeFile } from './decode'
import { readCode, type Scanned } from './read'
import styles from './ScanPage.module.css'
import { useCamera } from './useCamera'

/** Reads a code with the camera or from a picture, and goes where it leads. */
export function ScanPage() {
  const { t } = useTranslation('qr')
  const slot = useSlot()
  const navigate = useNavigate()
  const info = useCellInfo().data
  const input = useRef<HTMLInputElement>(null)
  const [scanned, setScanned] = useState<Exclude<Scanned, { kind: 'person' | 'group' | 'pay' }>>()
  const take = (text: string) => {
    const next = readCode(text, [window.location.origin, originOf(info?.public_url)].filter((origin) => origin !== undefined))
    if (next.kind === 'person') void navigate({ to: paths.find(slot) as '/', search: { code: next.code } as object, replace: true })
    else if (next.kind === 'group') void navigate({ to: paths.join(next.code) as '/', replace: true })
    else if (next.kind === 'pay') void navigate({ to: paths.payCode(slot, next.code) as '/', replace: true })
    else setScanned(next)
  }
  const { video, state } = useCamera(true, take)
  const read = useAction(async (file: File) => {
    setScanned(undefined)
    const text = await decodeFile(file).catch(() => undefined)
    if (text === undefined) setScanned({ kind: 'unknown', text: '' })
    else take(text)
  })
  const live = state === 'starting' || state === 'looking'
  return (
    <Page title={t('scan.title')} back={paths.me(slot)} backOnPhoneOnly>
      <div className={styles.stage} hidden={!live}>
        <video ref={video} className={styles.video} muted playsInline aria-label={t('scan.picture')} />
        <span className={styles.frame} aria-hidden="true" />
        {state === 'starting' && (
          <span className={styles.starting}>
            <Spinner large />
          </span>
        )}
      </div>
      {live ? <p className={styles.hint}>{t('scan.hint')}</p> : <Banner title={t(`no_camera.${state}_title`)}>{t(`no_camera.${state}`)}</Banner>}
      {scanned && <Outcome scanned={scanned} />}
      <div className={styles.ways}>
        <Button look={live ? 'secondary' : 'primary'} icon={<ImageUp />} busy={read.busy} onClick={() => input.current?.click()}>
          {t('scan.from_file')}
        </Button>
        <LinkButton to={paths.mine(slot, 'qr')} icon={<QrCode />}>
          {t('scan.my_code')}
        </LinkButton>
        {!live && (
          <LinkButton to={paths.find(slot)} icon={<UserSearch />}>
            {t('scan.by_handle')}
          </LinkButton>
        )}
      </div>
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) void read.run(file)
        }}
      />
    </Page>
  )
}

function Outcome({ scanned }: { scanned: Exclude<Scanned, { kind: 'person' | 'group' | 'pay' }> }) {
  const { t } = useTranslation('qr')
  if (scanned.kind === 'elsewhere') {
    return (
      <Banner tone="warning" title={t('outcome.elsewhere_title')} alert>
        {t('outcome.elsewhere', { host: scanned.host })}
      </Banner>
    )
  }
  if (scanned.kind === 'invitation') {
    return (
      <Banner title={t('outcome.invitation_title')} alert>
        {t('outcome.invitation')}
      </Banner>
    )
  }
  return (
    <Banner tone="warning" title={scanned.text === '' ? t('outcome.nothing_title') : t('outcome.unknown_title')} alert>
      {scanned.text === '' ? t('outcome.nothing') : <bdi className={styles.text}>{scanned.text}</bdi>}
    </Banner>
  )
}

function originOf(url: string | undefined): string | undefined {
  try {
    return url === undefined ? undefined : new URL(url).origin
  } catch {
    return undefined
  }
}
