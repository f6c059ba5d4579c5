import type { Cell, Person } from './cell.ts'
import { picture } from './png.ts'
import { PIN } from './wallet.ts'

/** One screen of the client: who sees it, and where it is. */
export type Screen = { name: string; as: 'nobody' | 'host' | 'newcomer' | 'operator'; path: string }

/** People, conversations and links enough for every screen to have something on it, and for empty ones too. */
export type Scene = { host: Person; newcomer: Person; screens: readonly Screen[] }

/** Sends photos as somebody, without a browser. */
export async function sendPhotos(cell: Cell, from: Person, conversation: string, caption: string, count: number): Promise<void> {
  const uploads: string[] = []
  for (let index = 0; index < count; index += 1) {
    const body = new Uint8Array(index % 2 ? picture(240, 320, index) : picture(400, 260, index))
    const reply = await fetch(`${cell.url}/api/uploads?purpose=photo`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${from.token}` },
      body,
    })
    if (!reply.ok) throw new Error(`the upload was refused: ${await reply.text()}`)
    uploads.push(((await reply.json()) as { upload: string }).upload)
  }
  const input = { conversation, client_id: crypto.randomUUID(), body: { kind: 'photos', uploads, caption } }
  await cell.call('chat.send', input, from.token)
}

/** Opens wallets, brings money by the bank, and moves some of it; returns the pay code of somebody with a long name. */
async function furnishWallets(cell: Cell, host: Person, friends: readonly Person[]): Promise<string> {
  await cell.offerWallets(`Be kind, and pay what you owe.\n\n${'What is in a wallet is owed to whom it belongs to. '.repeat(12)}`)
  const reference = await cell.openWallet(host, PIN)
  for (const friend of friends) await cell.openWallet(friend, PIN)
  await cell.bankSays(
    { rupiah: 1_250_000, from: host.name, says: reference },
    { rupiah: 40_000, from: 'Mbah Putri', says: 'for the rice, and thank you very much for everything that you all did last Saturday' },
  )
  const codes: string[] = []
  for (const friend of friends) {
    const { code } = await cell.call<{ code: string }>('wallet.pay_code', {}, friend.token)
    codes.push(code)
    const input = { code, money: { amount: '1250000', currency: 'IDR' }, note: `For ${friend.name}`.slice(0, 50), client_id: crypto.randomUUID(), pin: PIN }
    await cell.call('wallet.pay', input, host.token)
  }
  const out = { money: { amount: '5000000', currency: 'IDR' }, holder: host.name, to: { number: '987654321', bic: 'CENAIDJA' }, client_id: crypto.randomUUID(), pin: PIN }
  await cell.call('wallet.withdraw', out, host.token)
  await cell.operate('wallet.inspect', { account: host.account, reason: 'You asked where your transfer is' })
  return codes[2] ?? ''
}

/** Furnishes a cell. Names are short, long, in three scripts, and one runs from right to left. */
export async function furnish(cell: Cell): Promise<Scene> {
  const [host, newcomer, wayan, li, long, rtl, stranger, nuisance] = await cell.people(
    'Sari',
    'Newcomer',
    'Wayan',
    '李小龙',
    'Raden Ajeng Kartini Djojoadhiningrat van der Wolkenburg-Hohenste',
    'נועה לוי',
    'A stranger with a question',
    'Nuisance',
  )
  const friends = [wayan, li, long, rtl]
  const conversations: string[] = []
  for (const friend of friends) conversations.push(await cell.befriend(host, friend))
  const [direct = '', chinese = '', wordy = ''] = conversations
  await cell.send(wayan, direct, 'Good morning! Did the ferry come?')
  await cell.send(host, direct, 'It did, an hour late. The timetable is at https://example.org/ferry and it is wrong.')
  await sendPhotos(cell, wayan, direct, 'From the pier', 3)
  await cell.send(wayan, direct, 'See you at the warung 🌶️')
  await cell.send(li, chinese, '你好！周末一起去市场吗？')
  await cell.send(long, wordy, `A very long word: ${'abcdefghij'.repeat(12)} and then it goes on for a while, over more than one line.`)
  const group = await cell.call<{ conversation: string }>(
    'chat.create_group',
    { name: 'Saturday market, all stalls and everybody who helps there', members: friends.map((friend) => friend.account), client_id: crypto.randomUUID() },
    host.token,
  )
  for (const friend of friends) await cell.send(friend, group.conversation, `${friend.name}: I am in.`)
  await cell.call('contacts.request', { account: host.account, greeting: 'We met at the harbour.' }, stranger.token)
  await cell.call('contacts.block', { account: nuisance.account }, host.token)
  const invitation = await cell.call<{ code: string }>('accounts.create_invitation', { max_uses: 10 }, cell.operator.token)
  const code = await cell.call<{ code: string }>('contacts.personal_code', {}, wayan.token)
  const link = await cell.call<{ code: string }>('chat.group_link', { conversation: group.conversation }, host.token)

  const payCode = await furnishWallets(cell, host, friends)

  const screens: Screen[] = [
    { name: 'welcome', as: 'nobody', path: '/welcome' },
    { name: 'setup-without-link', as: 'nobody', path: '/setup' },
    { name: 'setup', as: 'nobody', path: '/setup#not-a-real-token' },
    { name: 'register', as: 'nobody', path: '/register' },
    { name: 'sign-in', as: 'nobody', path: '/sign-in' },
    { name: 'recover', as: 'nobody', path: '/recover' },
    { name: 'recover-link', as: 'nobody', path: '/recover-link#not-a-real-token' },
    { name: 'invite', as: 'nobody', path: `/invite/${invitation.code}` },
    { name: 'invite-invalid', as: 'nobody', path: '/invite/nothing' },
    { name: 'add', as: 'newcomer', path: `/add/${code.code}` },
    { name: 'join', as: 'newcomer', path: `/join/${link.code}` },
    { name: 'pay-outside', as: 'nobody', path: `/pay/${payCode}` },
    { name: 'wallet-none', as: 'newcomer', path: '/u/0/me/wallet' },
    { name: 'chats-empty', as: 'newcomer', path: '/u/0/chats' },
    { name: 'contacts-empty', as: 'newcomer', path: '/u/0/contacts' },
    { name: 'chats', as: 'host', path: '/u/0/chats' },
    { name: 'new-group', as: 'host', path: '/u/0/chats/new-group' },
    { name: 'conversation', as: 'host', path: `/u/0/chats/${direct}` },
    { name: 'conversation-long-words', as: 'host', path: `/u/0/chats/${wordy}` },
    { name: 'conversation-info', as: 'host', path: `/u/0/chats/${direct}/info` },
    { name: 'group', as: 'host', path: `/u/0/chats/${group.conversation}` },
    { name: 'group-info', as: 'host', path: `/u/0/chats/${group.conversation}/info` },
    { name: 'contacts', as: 'host', path: '/u/0/contacts' },
    { name: 'contact', as: 'host', path: `/u/0/contacts/${wayan.account}` },
    { name: 'find', as: 'host', path: '/u/0/contacts/find' },
    { name: 'requests', as: 'host', path: '/u/0/contacts/requests' },
    { name: 'blocked', as: 'host', path: '/u/0/contacts/blocked' },
    { name: 'discover', as: 'host', path: '/u/0/discover' },
    { name: 'me', as: 'host', path: '/u/0/me' },
    ...['profile', 'devices', 'settings', 'qr', 'scan', 'accounts', 'password', 'recovery', 'delete', 'about'].map(
      (page): Screen => ({ name: `me-${page}`, as: 'host', path: `/u/0/me/${page}` }),
    ),
    { name: 'wallet', as: 'host', path: '/u/0/me/wallet' },
    ...['top-up', 'withdraw', 'statement', 'code', 'settings'].map((page): Screen => ({ name: `wallet-${page}`, as: 'host', path: `/u/0/me/wallet/${page}` })),
    { name: 'wallet-statement-none', as: 'host', path: '/u/0/me/wallet/statement?kinds=packet_refund&from=2020-01-01&until=2020-01-31' },
    { name: 'wallet-pay', as: 'host', path: `/u/0/me/wallet/pay/${payCode}` },
    ...['overview', 'bank', 'people', 'looks', 'settings'].map((part): Screen => ({ name: `operator-money-${part}`, as: 'operator', path: `/u/0/operator?part=money&of=${part}` })),
    { name: 'operator', as: 'operator', path: '/u/0/operator' },
    { name: 'not-found', as: 'nobody', path: '/nowhere' },
  ]
  return { host, newcomer, screens }
}
