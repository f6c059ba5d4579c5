import { useLocation } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ScanLine, Search, UserPlus, UserRoundCheck, X } from 'lucide-react'
import { useDeferredValue, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { paths } from '@/routes/paths'
import { useContacts, useRequests, useSlot } from '@/state'
import { AppLink, Avatar, Badge, EmptyState, Handle, IconButton, IconLink, LinkButton, ListRow, Name, PageHeader, RowIcon, SkeletonRows } from '@/ui'
import styles from './ContactList.module.css'
import { LetterRail } from './LetterRail'
import { matching, nameOf, rowsOf, type Row } from './names'

/** The index of letters helps from about this many friends on. */
const RAIL_FROM = 20
const LETTER_HEIGHT = 32
const CONTACT_HEIGHT = 60

/** All friends. Ten thousand scroll as well as ten: only what is seen is on the page. */
export function ContactList() {
  const { t } = useTranslation('contacts')
  const slot = useSlot()
  const { pathname } = useLocation()
  const contacts = useContacts()
  const waiting = useRequests()?.filter(({ direction, state }) => direction === 'in' && state === 'pending').length ?? 0
  const [words, setWords] = useState('')
  const wanted = useDeferredValue(words)
  const rows = useMemo(() => rowsOf(matching(contacts ?? [], wanted)), [contacts, wanted])
  return (
    <div className={styles.pane}>
      <PageHeader
        title={t('title')}
        actions={
          <>
            <IconLink to={paths.mine(slot, 'scan')} label={t('scan')}>
              <ScanLine />
            </IconLink>
            <IconLink to={paths.find(slot)} label={t('add')}>
              <UserPlus />
            </IconLink>
          </>
        }
      />
      <div className={styles.search} role="search" aria-label={t('search')}>
        <Search aria-hidden="true" />
        <input type="search" value={words} onChange={(event) => setWords(event.target.value)} placeholder={t('search')} aria-label={t('search')} enterKeyHint="search" />
        {words !== '' && (
          <IconButton label={t('clear_search')} onClick={() => setWords('')}>
            <X />
          </IconButton>
        )}
      </div>
      {wanted === '' && (
        <ListRow
          to={paths.requests(slot)}
          current={pathname === paths.requests(slot)}
          start={
            <RowIcon>
              <UserRoundCheck />
            </RowIcon>
          }
          title={t('requests.title')}
          end={<Badge count={waiting} label={t('requests.waiting', { count: waiting })} />}
          opens
        />
      )}
      {contacts === undefined ? (
        <SkeletonRows count={8} />
      ) : contacts.length === 0 ? (
        <EmptyState drawing="people" title={t('empty_title')} action={<LinkButton look="primary" to={paths.find(slot)} icon={<UserPlus />}>{t('add')}</LinkButton>}>
          {t('empty')}
        </EmptyState>
      ) : rows.length === 0 ? (
        <p className={styles.nobody} role="status">
          {t('nobody', { words: wanted })}
        </p>
      ) : (
        <Rows key={wanted} rows={rows} slot={slot} pathname={pathname} rail={contacts.length >= RAIL_FROM && wanted === ''} />
      )}
    </div>
  )
}

function Rows({ rows, slot, pathname, rail }: { rows: readonly Row[]; slot: number; pathname: string; rail: boolean }) {
  const { t } = useTranslation('contacts')
  const scroll = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => (rows[index]?.kind === 'letter' ? LETTER_HEIGHT : CONTACT_HEIGHT),
    overscan: 8,
    getItemKey: (index) => {
      const row = rows[index]
      return row === undefined ? index : row.kind === 'letter' ? `letter ${row.letter}` : row.contact.card.account
    },
  })
  const letters = useMemo(() => rows.flatMap((row, index) => (row.kind === 'letter' ? [{ letter: row.letter, index }] : [])), [rows])
  return (
    <div className={styles.body}>
      <div ref={scroll} className={styles.scroll}>
        <div role="list" aria-label={t('title')} className={styles.rows} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index]
            return (
              row && (
                <div
                  key={item.key}
                  ref={virtual.measureElement}
                  data-index={item.index}
                  role={row.kind === 'contact' ? 'listitem' : 'presentation'}
                  className={styles.row}
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  {row.kind === 'letter' ? (
                    <p className={styles.letter} aria-hidden="true">
                      {row.letter}
                    </p>
                  ) : (
                    <ListRow
                      to={paths.contact(slot, row.contact.card.account)}
                      current={pathname === paths.contact(slot, row.contact.card.account)}
                      start={<Avatar face={row.contact.card} size={40} />}
                      title={<Name>{nameOf(row.contact)}</Name>}
                      detail={row.contact.remark ? <Handle>{row.contact.card.handle}</Handle> : undefined}
                    />
                  )}
                </div>
              )
            )
          })}
        </div>
        <p className={styles.count}>
          {t('count', { count: rows.length - letters.length })} · <AppLink to={paths.blocked(slot)}>{t('blocked.link')}</AppLink>
        </p>
      </div>
      {rail && <LetterRail letters={letters.map(({ letter }) => letter)} onChoose={(at) => virtual.scrollToIndex(letters[at]?.index ?? 0, { align: 'start' })} />}
    </div>
  )
}
