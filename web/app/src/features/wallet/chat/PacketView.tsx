import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, isApiError, CLIENT_CODES, type AccountId, type PaymentId } from '@sapa/api-client'
import { errorText } from '@/i18n/errors'
import { useAccount, useCard, useNameOf, walletKey } from '@/state'
import { Avatar, Banner, Button, cx, Name, Sheet, SkeletonRows, useAction } from '@/ui'
import { PlayMoney } from '../Parts'
import { useOpenWallet } from '../useOpenWallet'
import { useWallet } from '../useWallet'
import { Envelope } from './Envelope'
import { learnPacket, usePacketStatus } from './packets'
import { PacketResult } from './PacketResult'
import styles from './Packet.module.css'
import type { PacketFace } from './sheets'
import { coverOf, isSeen, type PacketPage } from './types'

/** The coin turns at least this long: less is a flicker. */
const TURNS_MS = 700
/** As long as the envelope takes to open. */
const OPENS_MS = 560

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const wantsNoMotion = () => typeof matchMedia === 'function' && matchMedia('(prefers-reduced-motion: reduce)').matches

const pagesKey = (self: AccountId, payment: PaymentId) => walletKey(self, 'packet', payment, 'pages')

/** Who took what of a packet, the newest first, page by page. */
export function usePacketPages(payment: PaymentId) {
  const account = useAccount()
  return useInfiniteQuery({
    queryKey: pagesKey(account.self, payment),
    queryFn: async ({ pageParam }: { pageParam: string | undefined }): Promise<PacketPage> => {
      const page = await account.call('wallet.packet', { payment, ...(pageParam === undefined ? {} : { cursor: pageParam }) })
      account.directory.learn(page.people ?? [])
      return page
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: PacketPage) => page.next_cursor,
    staleTime: 0,
  })
}

interface Props {
  payment: PaymentId
  open: boolean
  face: PacketFace | undefined
  onClose: () => void
}

/** A red packet: the envelope while there is a share in it for the reader, then what was in it and who took what. */
export function PacketView({ payment, open, face, onClose }: Props) {
  const { t } = useTranslation(['money_chat', 'chat', 'common'])
  const account = useAccount()
  const queries = useQueryClient()
  const nameOf = useNameOf()
  const { wallet } = useWallet()
  const opening = useOpenWallet()
  const status = usePacketStatus(payment, 'waiting')
  const pages = usePacketPages(payment)
  const [phase, setPhase] = useState<'envelope' | 'opens' | 'result'>(open ? 'envelope' : 'result')
  /** Opened just now: the share runs up, and is told once. */
  const [fresh, setFresh] = useState<string>()
  const [late, setLate] = useState(false)
  const packet = pages.data?.pages[0]?.packet
  const sender = face?.sender ?? packet?.sender
  const person = useCard(sender ?? '')
  const who = `\u2068${sender === account.self ? t('chat:you') : ((sender && nameOf(sender)) ?? t('chat:someone'))}\u2069`

  const take = useAction(async () => {
    if (wallet?.state === 'not_open' && !(await opening.open())) throw new ApiError(CLIENT_CODES.aborted, '')
    const turned = wait(wantsNoMotion() ? 0 : TURNS_MS)
    const { packet: now } = await account.call('wallet.open_packet', { payment })
    await turned
    learnPacket(queries, account.self, now)
    setFresh(now.my_share)
    setLate(now.my_share === undefined)
    setPhase('opens')
    // What is inside is known from now on: the result must not wait for the list.
    queries.setQueryData<InfiniteData<PacketPage>>(pagesKey(account.self, payment), (before) => before && { ...before, pages: before.pages.map((page) => ({ ...page, packet: now })) })
    void pages.refetch()
    await wait(wantsNoMotion() ? 0 : OPENS_MS)
    setPhase('result')
  })
  // Opened before, on this device or another, or over: there is nothing to open any more.
  const over = status !== undefined && (status.my_share !== undefined || status.state !== 'open')
  const showEnvelope = phase === 'opens' || (phase === 'envelope' && (!over || take.busy))
  const title = sender === account.self ? t('packet.from_me') : t('packet.from_who', { who })
  return (
    <>
      <Sheet
        open
        onClose={onClose}
        title={
          <>
            {title} <PlayMoney of={wallet} />
          </>
        }
      >
        {showEnvelope ? (
          <div className={styles.closed}>
            <Envelope
              cover={face?.cover ?? coverOf(packet?.cover ?? '')}
              state={phase === 'opens' ? 'open' : take.busy ? 'opening' : 'closed'}
              coin={<Coin busy={take.busy} onPress={() => void take.run()} />}
            >
              {person && <Avatar face={person} size={48} />}
              {person && <Name className={styles.envelopeName}>{nameOf(person.account) ?? person.display_name}</Name>}
              <span className={styles.envelopeGreeting} dir="auto">
                {face?.greeting ?? packet?.greeting}
              </span>
            </Envelope>
            {take.cause !== undefined && (
              <Banner tone={isLost(take.cause) ? 'warning' : 'danger'} alert>
                {failureText(take.cause, t)}
              </Banner>
            )}
            {packet && isSeen(packet) && (
              <Button look="plain" disabled={take.busy} onClick={() => setPhase('result')}>
                {t('packet.see_shares')}
              </Button>
            )}
          </div>
        ) : pages.data && packet ? (
          <PacketResult
            pages={pages}
            packet={packet}
            fresh={fresh}
            late={late}
            step={wallet?.step ?? '1'}
            onTake={packet.my_share === undefined && packet.state === 'open' && (packet.only_for ?? account.self) === account.self ? () => setPhase('envelope') : undefined}
          />
        ) : pages.error ? (
          <Banner tone="warning" action={<Button onClick={() => void pages.refetch()}>{t('common:action.retry')}</Button>}>
            {errorText(pages.error)}
          </Banner>
        ) : (
          <SkeletonRows count={3} />
        )}
      </Sheet>
      {opening.element}
    </>
  )
}

/** The coin on the envelope. It takes the focus, so that Enter opens. */
function Coin({ busy, onPress }: { busy: boolean; onPress: () => void }) {
  const { t } = useTranslation('money_chat')
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    // The sheet that opens around it gives the focus to what has the attribute.
    button.current?.setAttribute('autofocus', '')
    button.current?.focus({ preventScroll: true })
  }, [])
  return (
    <button
      ref={button}
      type="button"
      className={cx(styles.coin, busy && styles.turning)}
      aria-busy={busy}
      aria-disabled={busy || undefined}
      onClick={busy ? undefined : onPress}
    >
      <span>{t('packet.open')}</span>
    </button>
  )
}

function isLost(error: unknown): boolean {
  return isApiError(error, CLIENT_CODES.network) || isApiError(error, CLIENT_CODES.timeout) || isApiError(error, 'cell.outcome_unknown')
}

function failureText(error: unknown, t: ReturnType<typeof useTranslation<['money_chat', 'chat', 'common']>>['t']): string {
  if (isLost(error)) return `${errorText(error)} ${t('money_chat:packet.again_is_safe')}`
  if (isApiError(error, 'wallet.not_yours')) return t('money_chat:packet.not_yours')
  if (isApiError(error, 'wallet.other_unavailable')) return t('money_chat:packet.sender_stopped')
  return errorText(error)
}
