import { chatRow, composer, log } from '../support/chat.ts'
import { balanceOf, cards, chooseMoney, giveMoney, openPacket } from '../support/money.ts'
import { PHONE, expect, test } from '../support/test.ts'
import { pattern, text } from '../support/text.ts'
import { PIN, givePin, openWallet } from '../support/wallet.ts'

test('a transfer is accepted, and another one sent back', async ({ cell, open }) => {
  const [sari, budi] = await cell.people('Sari', 'Budi')
  const chat = await cell.befriend(sari, budi)
  await giveMoney(cell, 500_000, sari, budi)
  const hers = await open(sari, { at: `/u/0/chats/${chat}` })
  const his = await open(budi, { at: `/u/0/chats/${chat}`, viewport: PHONE })

  const send = async (amount: string, note: string) => {
    await chooseMoney(hers, 'transfer')
    await hers.getByLabel(text('money_chat:form.amount')).fill(amount)
    await hers.getByLabel(text('money_chat:form.note')).fill(note)
    await hers.getByRole('button', { name: text('money_chat:form.next') }).click()
    await givePin(hers)
    await expect(cards(hers, 'transfer').filter({ hasText: note })).toBeVisible()
    await expect(hers.getByRole('dialog')).toHaveCount(0)
    await cards(his, 'transfer').filter({ hasText: note }).getByRole('button').click()
  }
  await send('150000', 'Ferry tickets')
  await his.getByRole('button', { name: text('money_chat:transfer.accept'), exact: true }).click()
  await expect(cards(his, 'transfer')).toContainText(text('money_chat:transfer.accepted_by_me'))
  await expect(cards(hers, 'transfer')).toContainText(pattern('money_chat:transfer.accepted_by'))
  expect(await balanceOf(cell, budi)).toBe(65_000_000n)

  await send('20000', 'For the coffee')
  await his.getByRole('button', { name: text('money_chat:transfer.send_back'), exact: true }).click()
  await expect(cards(hers, 'transfer').last()).toContainText(pattern('money_chat:transfer.declined_by'))
  expect(await balanceOf(cell, sari)).toBe(35_000_000n)

  // The wallet says that it is back, and leads to what came back.
  const wallet = chatRow(hers, text('chat:service.wallet'))
  await expect(wallet).toContainText(text('chat:card.receipt.transfer_declined'))
  await wallet.click()
  const receipt = cards(hers, 'receipt').last()
  await expect(receipt).toContainText('For the coffee')
  await expect(composer(hers)).toHaveCount(0)
  await receipt.getByRole('button', { name: text('money_chat:receipt.details') }).click()
  await expect(hers.getByRole('dialog')).toContainText(pattern('money_chat:transfer.declined_by'))
})

test('a lucky packet is grabbed by three, and anybody can check the draw', async ({ cell, open }) => {
  const [sari, budi, dewi, rich] = await cell.people('Sari', 'Budi', 'Dewi', 'Pak Rich')
  for (const one of [budi, dewi, rich]) await cell.befriend(sari, one)
  await giveMoney(cell, 1_000_000, sari, budi, dewi, rich)
  const { conversation } = await cell.call<{ conversation: string }>(
    'chat.create_group',
    { name: 'Arisan', members: [budi, dewi, rich].map((person) => person.account), client_id: crypto.randomUUID() },
    sari.token,
  )
  const at = `/u/0/chats/${conversation}`
  const hers = await open(sari, { at })
  await chooseMoney(hers, 'packet')
  await hers.getByLabel(text('money_chat:packet.all'), { exact: true }).fill('100000')
  await hers.getByLabel(text('money_chat:packet.shares')).fill('3')
  await hers.getByText(text('money_chat:packet.covers.batik')).click()
  await hers.getByRole('button', { name: text('money_chat:packet.put') }).click()
  await givePin(hers)
  await expect(cards(hers, 'packet')).toContainText(text('money_chat:packet.greeting_default'))

  // She watches how it empties.
  await cards(hers, 'packet').getByRole('button').click()
  const results = hers.getByRole('dialog')
  await expect(results).toContainText(pattern('money_chat:packet.summary_open', { count: 3, taken: 0, of: 3 }))
  const his = await open(budi, { at, viewport: PHONE })
  await openPacket(his)
  await expect(results.getByRole('listitem')).toHaveCount(1)
  for (const person of [dewi, rich]) await openPacket(await open(person, { at, reducedMotion: 'reduce' }))
  await expect(results.getByRole('listitem')).toHaveCount(3)
  await expect(results.getByText(text('money_chat:packet.luckiest'))).toHaveCount(1)

  await results.getByText(text('money_chat:draw.title')).click()
  await results.getByRole('button', { name: text('money_chat:draw.check') }).click()
  await expect(results).toContainText(text('money_chat:draw.right_title'))
  const all = (await balanceOf(cell, budi)) + (await balanceOf(cell, dewi)) + (await balanceOf(cell, rich))
  expect(all).toBe(310_000_000n)

  // Whoever comes too late sees who was quicker.
  await results.getByRole('button', { name: text('common:action.close') }).click()
  await expect(cards(hers, 'packet')).toContainText(text('money_chat:packet.all_taken'))
  await cards(hers, 'packet').getByRole('button').click()
  await expect(hers.getByRole('dialog')).toContainText(text('money_chat:packet.all_taken'))
})

test('a request is paid, and a bill is split', async ({ cell, open }) => {
  const [sari, budi, dewi] = await cell.people('Sari', 'Budi', 'Dewi')
  const chat = await cell.befriend(sari, budi)
  await cell.befriend(sari, dewi)
  await giveMoney(cell, 300_000, sari, budi, dewi)
  const hers = await open(sari, { at: `/u/0/chats/${chat}` })
  const his = await open(budi, { at: `/u/0/chats/${chat}`, viewport: PHONE })
  await chooseMoney(hers, 'request')
  await hers.getByLabel(text('money_chat:form.amount')).fill('45000')
  await hers.getByLabel(text('money_chat:form.note')).fill('Durian')
  await hers.getByRole('button', { name: text('money_chat:ask.send'), exact: true }).click()
  await cards(his, 'request').getByRole('button', { name: text('money_chat:ask.pay') }).click()
  await his.getByRole('dialog').getByRole('button', { name: pattern('money_chat:ask.pay_sum') }).click()
  await givePin(his)
  await expect(cards(his, 'request')).toContainText(text('money_chat:ask.paid_by_me'))
  await expect(cards(hers, 'request')).toContainText(text('money_chat:ask.paid'))

  const { conversation } = await cell.call<{ conversation: string }>(
    'chat.create_group',
    { name: 'Warung', members: [budi.account, dewi.account], client_id: crypto.randomUUID() },
    sari.token,
  )
  await hers.goto(`/u/0/chats/${conversation}`)
  await his.goto(`/u/0/chats/${conversation}`)
  await chooseMoney(hers, 'split')
  await hers.getByLabel(text('money_chat:split.total')).fill('100000')
  await hers.getByRole('button', { name: text('money_chat:split.send') }).click()
  await expect(cards(hers, 'split')).toContainText(pattern('money_chat:split.progress', { count: 2, paid: 0 }))
  await cards(his, 'split').getByRole('button', { name: pattern('money_chat:ask.pay_sum') }).click()
  await his.getByRole('dialog').getByRole('button', { name: pattern('money_chat:ask.pay_sum') }).click()
  await givePin(his)
  await expect(cards(his, 'split')).toContainText(text('money_chat:ask.paid_by_me'))
  await expect(cards(hers, 'split')).toContainText(pattern('money_chat:split.progress', { count: 2, paid: 1 }))
  // A hundred thousand by three: what cannot be divided stays with who asked.
  expect(await balanceOf(cell, budi)).toBe(30_000_000n - 4_500_000n - 3_333_300n)
})

test('whoever has no wallet opens one on the way, by keys alone', async ({ cell, open }) => {
  const [sari, budi] = await cell.people('Sari', 'Budi')
  const chat = await cell.befriend(sari, budi)
  await giveMoney(cell, 100_000, sari)
  const sent = await cell.call<{ message_no: number }>(
    'wallet.send_packet',
    { conversation: chat, kind: 'normal', money: { amount: '2500000', currency: 'IDR' }, shares: 1, cover: 'lantern', client_id: crypto.randomUUID(), pin: PIN },
    sari.token,
  )
  const his = await open(budi, { at: `/u/0/chats/${chat}` })
  const row = log(his).locator(`[data-message-no="${sent.message_no}"]`)
  await expect(row).toContainText(text('money_chat:packet.open_it'))
  await composer(his).focus()
  await his.keyboard.press('ArrowUp')
  await expect(row).toBeFocused()
  await his.keyboard.press('Enter')
  await expect(his.getByRole('menuitem', { name: text('money_chat:menu.open'), exact: true })).toBeFocused()
  // Money is neither taken back nor handed on.
  await expect(his.getByRole('menuitem', { name: text('chat:menu.forward') })).toHaveCount(0)
  await his.keyboard.press('Enter')
  const coin = his.getByRole('button', { name: text('money_chat:packet.open'), exact: true })
  await expect(coin).toBeFocused()
  await his.keyboard.press('Enter')
  await openWallet(his)
  await expect(his.getByRole('status').filter({ hasText: pattern('money_chat:packet.you_got') })).toBeAttached()
  await his.keyboard.press('Escape')
  await expect(row).toBeFocused()
  await expect(row).toContainText(pattern('money_chat:packet.you_got_short'))
  expect(await balanceOf(cell, budi)).toBe(2_500_000n)
})
