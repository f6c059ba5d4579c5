import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime, formatNumber } from '@/i18n/format'
import { formatMoney } from '@/i18n/money'
import { paths } from '@/routes/paths'
import { useAccount, useCard, useNameOf, useSignal } from '@/state'
import { AppLink, Avatar, Button, ListRow, Name, Tag } from '@/ui'
import { BigSum } from '../Parts'
import { DrawCheck } from './DrawCheck'
import styles from './Packet.module.css'
import type { usePacketPages } from './PacketView'
import { Sum } from './Sum'
import { isSeen, type PacketClaim, type RedPacket, type SeenPacket } from './types'
import { useCountUp } from './useCountUp'
import { formatNear } from './when'

/** The sheet has settled by then, and nothing else is being said. */
const SPEAKS_AFTER_MS = 150

interface Props {
  pages: ReturnType<typeof usePacketPages>
  packet: RedPacket
  /** The share that was taken just now. */
  fresh: string | undefined
  /** Tried just now, and came too late. */
  late: boolean
  step: string
  /** There is still a share for the reader. */
  onTake: (() => void) | undefined
}

/** What was in a packet: the reader's own share, large, then who took what and when. */
export function PacketResult({ pages, packet, fresh, late, step, onTake }: Props) {
  const { t } = useTranslation(['money_chat', 'chat'])
  const account = useAccount()
  const nameOf = useNameOf()
  const cards = useSignal(account.directory.cards)
  const person = useCard(packet.sender)
  const { currency } = packet
  const money = (minor: string) => formatMoney({ amount: minor, currency })
  const share = packet.my_share ?? fresh
  const counted = useCountUp(share, step, fresh !== undefined)
  const place = useRef<HTMLDivElement>(null)
  // The envelope that had the focus is gone.
  useEffect(() => place.current?.focus({ preventScroll: true }), [])
  // A live region speaks of what changes in it, not of what it comes with.
  const [speaks, setSpeaks] = useState(false)
  const there = counted.done
  useEffect(() => {
    if (!there) return
    const timer = window.setTimeout(() => setSpeaks(true), SPEAKS_AFTER_MS)
    return () => window.clearTimeout(timer)
  }, [there])
  const claims = pages.data?.pages.flatMap((page) => page.items) ?? []
  const name = (id: string) => (id === account.self ? t('chat:you') : (nameOf(id) ?? t('chat:someone')))
  const outcome = share === undefined ? outcomeOf(packet, account.self, late, t, name) : undefined
  return (
    <div ref={place} tabIndex={-1} className={styles.result}>
      <div className={styles.head}>
        {person && <Avatar face={person} size={64} />}
        {packet.greeting !== undefined && (
          <p className={styles.greeting} dir="auto">
            {packet.greeting}
          </p>
        )}
        {share !== undefined && (
          <>
            <p className={styles.share} aria-hidden={fresh !== undefined || undefined} data-counting={!counted.done || undefined}>
              <BigSum money={{ amount: counted.shown ?? share, currency }} />
            </p>
            <AppLink to={paths.wallet(account.slot)} className={styles.inWallet}>
              {t('packet.in_wallet')}
            </AppLink>
          </>
        )}
        <p className={outcome === undefined ? 'visually-hidden' : styles.outcome} role="status">
          {outcome ?? (fresh !== undefined && speaks ? t('packet.you_got', { money: money(fresh) }) : '')}
        </p>
        {onTake && (
          <Button look="primary" className={styles.giftButton} onClick={onTake}>
            {t('packet.take')}
          </Button>
        )}
      </div>
      {/* The list would give away what the number is still running up to. */}
      <section aria-label={t('packet.shares_list')} className={styles.shares} data-waiting={(share !== undefined && !counted.done) || undefined}>
        <p className={styles.summary}>{isSeen(packet) ? summaryOf(packet, money, t) : unseenOf(packet, t, name)}</p>
        {packet.state === 'open' && <p className={styles.summary}>{t('packet.until', { when: formatNear(packet.expires_at, t) })}</p>}
        {isSeen(packet) && (
          <ul role="list" className={styles.claims}>
            {claims.map((claim) => (
              <li key={claim.index}>
                <ClaimRow claim={claim} name={name(claim.account)} face={cards.get(claim.account)} currency={currency} />
              </li>
            ))}
          </ul>
        )}
        {pages.hasNextPage && (
          <Button wide busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {t('packet.more')}
          </Button>
        )}
      </section>
      {packet.kind === 'lucky' && <DrawCheck pages={pages} packet={packet} step={step} />}
    </div>
  )
}

function ClaimRow({ claim, name, face, currency }: { claim: PacketClaim; name: string; face: Parameters<typeof Avatar>[0]['face'] | undefined; currency: string }) {
  const { t } = useTranslation('money_chat')
  return (
    <ListRow
      start={face && <Avatar face={face} size={40} />}
      title={<Name>{name}</Name>}
      detail={<time dateTime={claim.at}>{formatDateTime(claim.at)}</time>}
      end={
        <span className={styles.claimEnd}>
          <Sum money={{ amount: claim.amount, currency }} />
          {claim.luckiest && (
            <span className={styles.luckiest}>
              <Tag>{t('packet.luckiest')}</Tag>
            </span>
          )}
        </span>
      }
    />
  )
}

type Translate = ReturnType<typeof useTranslation<['money_chat', 'chat']>>['t']

/** Why the reader has nothing of it. */
function outcomeOf(packet: RedPacket, self: string, late: boolean, t: Translate, name: (id: string) => string): string | undefined {
  if (packet.only_for !== undefined && packet.only_for !== self) {
    return packet.sender === self ? undefined : t('money_chat:packet.only_for', { who: `\u2068${name(packet.only_for)}\u2069` })
  }
  if (packet.state === 'returned') return t('money_chat:packet.expired_result')
  if (packet.state === 'finished') return late ? t('money_chat:packet.too_late') : t('money_chat:packet.all_taken')
  return undefined
}

/** How a packet stands whose inside is not for the reader: not yet, or because it is for somebody else. */
function unseenOf(packet: RedPacket, t: Translate, name: (id: string) => string): string {
  const who = packet.only_for && `\u2068${name(packet.only_for)}\u2069`
  if (packet.state === 'returned') return t('money_chat:packet.expired')
  if (packet.state === 'finished') return who ? t('money_chat:packet.taken_by', { who }) : t('money_chat:packet.all_taken')
  return who ? t('money_chat:packet.waits_for', { who }) : t('money_chat:packet.unseen')
}

function summaryOf(packet: SeenPacket, money: (minor: string) => string, t: Translate): string {
  const values = { count: packet.shares, taken: formatNumber(packet.taken), of: formatNumber(packet.shares), sum: money(packet.taken_amount), total: money(packet.total) }
  if (packet.state === 'returned') {
    return t('money_chat:packet.summary_returned', { ...values, rest: money((BigInt(packet.total) - BigInt(packet.taken_amount)).toString()) })
  }
  return packet.state === 'finished' ? t('money_chat:packet.summary_finished', values) : t('money_chat:packet.summary_open', values)
}
