import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Banner, Button, CopyButton, useAction } from '@/ui'
import { canCheckDraw, checkDraw, type DrawCheck as Check } from './draw'
import { formatList } from './list'
import styles from './Packet.module.css'
import type { usePacketPages } from './PacketView'
import type { PacketClaim, RedPacket } from './types'

/** Lets the reader check a lucky draw on their own device, once the packet has closed. */
export function DrawCheck({ pages, packet, step }: { pages: ReturnType<typeof usePacketPages>; packet: RedPacket; step: string }) {
  const { t } = useTranslation('money_chat')
  const [check, setCheck] = useState<Check>()
  const run = useAction(async () => setCheck(await checkDraw(packet, await allClaims(pages), step)))
  const closed = packet.state !== 'open'
  return (
    <details className={styles.draw}>
      <summary>
        <ShieldCheck aria-hidden="true" /> {t('draw.title')}
      </summary>
      <div className={styles.drawInside}>
        <p>{closed ? t('draw.explained') : t('draw.explained_open')}</p>
        {closed && packet.seed === undefined && <Banner tone="warning">{t('draw.no_seed')}</Banner>}
        {closed && packet.seed !== undefined && !canCheckDraw() && <Banner tone="info">{t('draw.insecure')}</Banner>}
        {closed && packet.seed !== undefined && canCheckDraw() && (
          <Button busy={run.busy} onClick={() => void run.run()}>
            {t('draw.check')}
          </Button>
        )}
        <div role="status">
          {check?.result === 'right' && (
            <Banner tone="good" title={t('draw.right_title')}>
              {t('draw.right')}
            </Banner>
          )}
          {check?.result === 'seed_differs' && (
            <Banner tone="danger" title={t('draw.wrong_title')}>
              {t('draw.seed_differs')}
            </Banner>
          )}
          {check?.result === 'shares_differ' && (
            <Banner tone="danger" title={t('draw.wrong_title')}>
              {t('draw.shares_differ', { numbers: formatList(check.indexes.map((index) => index + 1)) })}
            </Banner>
          )}
          {run.error !== undefined && <Banner tone="warning">{run.error}</Banner>}
        </div>
        {packet.commitment !== undefined && <Code name={t('draw.commitment')} value={packet.commitment} />}
        {packet.seed !== undefined && <Code name={t('draw.seed')} value={packet.seed} />}
      </div>
    </details>
  )
}

function Code({ name, value }: { name: string; value: string }) {
  return (
    <div className={styles.code}>
      <span>{name}</span>
      <code dir="ltr">{value}</code>
      <CopyButton text={value} look="plain" />
    </div>
  )
}

/** Every share, also those on pages that nobody has looked at yet. */
async function allClaims(pages: ReturnType<typeof usePacketPages>): Promise<PacketClaim[]> {
  let { data, error } = await pages.refetch()
  while (data?.pages.at(-1)?.next_cursor !== undefined && !error) ({ data, error } = await pages.fetchNextPage())
  if (error || !data) throw error ?? new Error('no answer')
  return data.pages.flatMap((page) => page.items)
}
