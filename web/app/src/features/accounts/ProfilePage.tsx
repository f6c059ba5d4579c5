import { Camera, QrCode, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '@sapa/api-client'
import { upload, useAccount, useMe, useSlot } from '@/state'
import { Avatar, Banner, Button, Field, Handle, LinkButton, Page, ProgressBar, SkeletonRows, TextArea, toast, useAction } from '@/ui'
import { paths } from '@/routes/paths'
import { AvatarCrop } from './AvatarCrop'
import styles from './ProfilePage.module.css'
import { NAME_LENGTH_MAX } from './NewAccountForm'

const ABOUT_LENGTH_MAX = 280

/** What others see of the account: picture, name, a few words. */
export function ProfilePage() {
  const { t } = useTranslation('accounts')
  const slot = useSlot()
  const me = useMe()
  return (
    <Page title={t('profile.title')} back={paths.me(slot)} backOnPhoneOnly>
      {me ? (
        <>
          <Picture me={me} />
          <Words key={me.account} me={me} />
          <LinkButton to={paths.mine(slot, 'qr')} icon={<QrCode />} wide>
            {t('profile.my_code')}
          </LinkButton>
        </>
      ) : (
        <SkeletonRows count={3} />
      )}
    </Page>
  )
}

function Picture({ me }: { me: Me }) {
  const { t } = useTranslation('accounts')
  const account = useAccount()
  const input = useRef<HTMLInputElement>(null)
  const stop = useRef<AbortController>(undefined)
  const [file, setFile] = useState<File>()
  const [preview, setPreview] = useState<string>()
  const [progress, setProgress] = useState<number>()
  const send = useAction(async (picture: Blob) => {
    const url = URL.createObjectURL(picture)
    setPreview(url)
    stop.current = new AbortController()
    setProgress(0)
    try {
      const { upload: id } = await upload(account.slot, picture, 'avatar', { signal: stop.current.signal, onProgress: setProgress })
      await account.call('accounts.update_profile', { avatar: id })
    } finally {
      setProgress(undefined)
      setPreview(undefined)
      URL.revokeObjectURL(url)
    }
  })
  const remove = useAction(() => account.call('accounts.update_profile', { avatar: null }))
  return (
    <section className={styles.picture} aria-label={t('avatar.label')}>
      <Avatar face={me} size={128} src={preview} />
      <div className={styles.buttons}>
        <Button icon={<Camera />} busy={send.busy} onClick={() => input.current?.click()}>
          {me.avatar_version > 0 ? t('avatar.change') : t('avatar.add')}
        </Button>
        {me.avatar_version > 0 && !send.busy && (
          <Button look="plain" icon={<Trash2 />} busy={remove.busy} onClick={() => void remove.run()}>
            {t('avatar.remove')}
          </Button>
        )}
      </div>
      <input
        ref={input}
        type="file"
        accept="image/jpeg,image/png,image/webp,image/gif"
        hidden
        onChange={(event) => {
          setFile(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      {progress !== undefined && <ProgressBar label={t('avatar.sending')} value={progress} onCancel={() => stop.current?.abort()} />}
      {(send.error ?? remove.error) !== undefined && (
        <Banner tone="danger" alert>
          {send.error ?? remove.error}
        </Banner>
      )}
      {file && (
        <AvatarCrop
          file={file}
          onClose={() => setFile(undefined)}
          onCut={(picture) => {
            setFile(undefined)
            void send.run(picture)
          }}
        />
      )}
    </section>
  )
}

function Words({ me }: { me: Me }) {
  const { t } = useTranslation('accounts')
  const account = useAccount()
  const [name, setName] = useState(me.display_name)
  const [about, setAbout] = useState(me.about)
  const changed = name.trim() !== me.display_name || about.trim() !== me.about
  const { run, busy, error } = useAction(async () => {
    await account.call('accounts.update_profile', { display_name: name.trim(), about: about.trim() })
    toast(t('common:saved'), { look: 'good' })
  })
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void run()
      }}
    >
      <Field label={t('form.name')} value={name} onChange={(event) => setName(event.target.value)} maxLength={NAME_LENGTH_MAX} autoComplete="name" required />
      <TextArea
        label={t('profile.about')}
        hint={t('profile.about_hint')}
        value={about}
        onChange={(event) => setAbout(event.target.value)}
        maxLength={ABOUT_LENGTH_MAX}
      />
      <p className={styles.handle}>
        <span>{t('form.handle')}</span>
        <Handle>{me.handle}</Handle>
      </p>
      {error !== undefined && (
        <Banner tone="danger" alert>
          {error}
        </Banner>
      )}
      <Button type="submit" look="primary" disabled={!changed || name.trim() === ''} busy={busy}>
        {t('common:action.save')}
      </Button>
    </form>
  )
}
