import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Download, ListFilter } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PaymentKind } from '@sapa/api-client'
import { errorText } from '@/i18n/errors'
import { formatDate } from '@/i18n/format'
import { paths } from '@/routes/paths'
import { SAYS_OFFLINE, useAccount, walletKey } from '@/state'
import { Banner, Button, EmptyState, Field, IconButton, LinkButton, Segmented, Sheet, SkeletonRows, Spinner, useAction } from '@/ui'
import { Chunk, scrollerOf } from './Chunk'
import { exportStatement } from './exportStatement'
import { saveFile } from './files'
import { Lines } from './Lines'
import { readLines } from './readLines'
import { choiceOf, filterOf, isEverything, KINDS, searchOf, type Choice } from './statement'
import type { Usable } from './useWallet'
import { WalletFrame } from './WalletFrame'
import parts from './Parts.module.css'
import styles from './StatementPage.module.css'

const PAGE = 100

/** Everything that ever came and went, as far back as one scrolls; or only what one looks for. */
export function StatementPage() {
  const { t } = useTranslation('money')
  const account = useAccount()
  const navigate = useNavigate()
  const choice = choiceOf(useSearch({ strict: false }))
  const [choosing, setChoosing] = useState(false)
  const take = useAction(async () => {
    const { name, csv } = await exportStatement(account, filterOf(choice))
    saveFile(new Blob(csv, { type: 'text/csv;charset=utf-8' }), name)
  })
  const choose = (next: Choice) => {
    setChoosing(false)
    void navigate({ to: paths.wallet(account.slot, 'statement') as '/', search: searchOf(next) as object, replace: true })
  }
  return (
    <WalletFrame
      title={t('statement.title')}
      actions={
        <>
          <IconButton label={t('filter.title')} aria-pressed={!isEverything(choice)} onClick={() => setChoosing(true)}>
            <ListFilter />
          </IconButton>
          <IconButton label={t('statement.export')} aria-busy={take.busy || undefined} onClick={() => void take.run()}>
            {take.busy ? <Spinner /> : <Download />}
          </IconButton>
        </>
      }
    >
      {(wallet) => (
        <>
          {take.error !== undefined && (
            <Banner tone="danger" alert onDismiss={take.clear}>
              {take.error}
            </Banner>
          )}
          {!isEverything(choice) && <Chosen choice={choice} onClear={() => choose({ kinds: [] })} />}
          <AllLines wallet={wallet} choice={choice} />
          {choosing && <FilterSheet choice={choice} onChoose={choose} onClose={() => setChoosing(false)} />}
        </>
      )}
    </WalletFrame>
  )
}

/** What is shown, in words, and the way back to everything. */
function Chosen({ choice: { kinds, direction, from, until }, onClear }: { choice: Choice; onClear: () => void }) {
  const { t } = useTranslation('money')
  const day = (text: string) => formatDate(`${text}T12:00:00`)
  const said = [
    direction === undefined ? undefined : t(`filter.${direction}`),
    ...kinds.map((kind) => t(`kind.${kind}`)),
    from === undefined ? undefined : t('filter.since', { day: day(from) }),
    until === undefined ? undefined : t('filter.to', { day: day(until) }),
  ].filter((part) => part !== undefined)
  return (
    <Banner title={t('filter.shown')} action={<Button look="plain" onClick={onClear}>{t('filter.clear')}</Button>}>
      {said.join(' · ')}
    </Banner>
  )
}

function AllLines({ wallet, choice }: { wallet: Usable; choice: Choice }) {
  const { t } = useTranslation('money')
  const account = useAccount()
  const list = useInfiniteQuery({
    queryKey: walletKey(account.self, 'statement', searchOf(choice)),
    queryFn: ({ pageParam }) => readLines(account, { ...filterOf(choice), cursor: pageParam, limit: PAGE }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
    ...SAYS_OFFLINE,
  })
  const lines = list.data?.pages.flatMap((page) => page.items) ?? []
  if (list.isPending) return <SkeletonRows count={8} />
  if (list.isError && lines.length === 0) {
    return (
      <EmptyState drawing="storm" title={t('statement.cannot_read')} action={<Button onClick={() => void list.refetch()}>{t('common:action.retry')}</Button>}>
        {errorText(list.error)}
      </EmptyState>
    )
  }
  return (
    <>
      {lines.length === 0 && !list.hasNextPage && <Nothing filtered={!isEverything(choice)} />}
      {list.data?.pages.map(
        (page, index) =>
          page.items.length > 0 && (
            <Chunk key={index}>
              <Lines lines={page.items} currency={wallet.currency} />
            </Chunk>
          ),
      )}
      {list.isError && (
        <Banner tone="danger" alert>
          {errorText(list.error)}
        </Banner>
      )}
      {list.hasNextPage && <More busy={list.isFetchingNextPage} failed={list.isError} onMore={() => void list.fetchNextPage()} />}
      {!list.hasNextPage && lines.length > PAGE && <p className={styles.end}>{t('statement.end')}</p>}
    </>
  )
}

function Nothing({ filtered }: { filtered: boolean }) {
  const { t } = useTranslation('money')
  const { slot } = useAccount()
  if (filtered) {
    return (
      <EmptyState drawing="search" title={t('statement.none_title')}>
        {t('statement.none')}
      </EmptyState>
    )
  }
  return (
    <EmptyState drawing="horizon" title={t('home.nothing_title')} action={<LinkButton to={paths.wallet(slot, 'top-up')}>{t('top_up.title')}</LinkButton>}>
      {t('home.nothing')}
    </EmptyState>
  )
}

/** Earlier lines come when their reader is near, or presses. */
function More({ busy, failed, onMore }: { busy: boolean; failed: boolean; onMore: () => void }) {
  const { t } = useTranslation('money')
  const place = useRef<HTMLDivElement>(null)
  const more = useRef(onMore)
  useEffect(() => {
    more.current = onMore
  })
  useEffect(() => {
    const here = place.current
    if (busy || failed || !here || typeof IntersectionObserver === 'undefined') return
    const watch = new IntersectionObserver((seen) => seen.some((entry) => entry.isIntersecting) && more.current(), { root: scrollerOf(here), rootMargin: '600px 0px' })
    watch.observe(here)
    return () => watch.disconnect()
  }, [busy, failed])
  return (
    <div ref={place} className={styles.more}>
      <Button busy={busy} onClick={onMore}>
        {t('statement.earlier')}
      </Button>
    </div>
  )
}

function FilterSheet({ choice, onChoose, onClose }: { choice: Choice; onChoose: (choice: Choice) => void; onClose: () => void }) {
  const { t } = useTranslation('money')
  const [draft, setDraft] = useState(choice)
  const toggle = (kind: PaymentKind) => setDraft({ ...draft, kinds: KINDS.filter((one) => (one === kind) !== draft.kinds.includes(one)) })
  return (
    <Sheet
      open
      onClose={onClose}
      title={t('filter.title')}
      actions={
        <>
          <Button look="plain" onClick={() => onChoose({ kinds: [] })}>
            {t('filter.clear')}
          </Button>
          <Button look="primary" onClick={() => onChoose(draft)}>
            {t('filter.show')}
          </Button>
        </>
      }
    >
      <Segmented
        label={t('filter.direction')}
        value={draft.direction ?? 'both'}
        onChange={(value) => setDraft({ ...draft, direction: value === 'both' ? undefined : value })}
        options={(['both', 'in', 'out'] as const).map((value) => ({ value, label: t(`filter.${value}`) }))}
      />
      <fieldset className={styles.kinds}>
        <legend className={styles.legend}>{t('filter.kinds')}</legend>
        {KINDS.map((kind) => (
          <label key={kind} className={styles.kind}>
            <input type="checkbox" checked={draft.kinds.includes(kind)} onChange={() => toggle(kind)} />
            {t(`kind.${kind}`)}
          </label>
        ))}
      </fieldset>
      <div className={parts.actions}>
        <Field type="date" label={t('filter.from')} value={draft.from ?? ''} max={draft.until} onChange={(event) => setDraft({ ...draft, from: event.target.value || undefined })} />
        <Field type="date" label={t('filter.until')} value={draft.until ?? ''} min={draft.from} onChange={(event) => setDraft({ ...draft, until: event.target.value || undefined })} />
      </div>
    </Sheet>
  )
}
