/** What the program says, in the three languages of its guests. */
const WORDS = {
  en: {
    menu: 'Menu',
    orders: 'My orders',
    kitchen: 'Kitchen',
    basket: 'Your order',
    empty_basket: 'Nothing chosen yet',
    note: 'A wish for the kitchen',
    note_hint: 'Less spicy, no peanuts …',
    pay: 'Order and pay',
    clear: 'Start again',
    no_orders: 'You have not ordered yet.',
    no_paid: 'No order waits. Time to wash the bowls.',
    see_menu: 'See the menu',
    paid: 'Paid',
    cooking: 'In the wok',
    ready: 'Ready: come and get it',
    done: 'Enjoyed',
    refunded: 'Paid back',
    start: 'Start cooking',
    finish: 'It is ready',
    hand_over: 'Handed over',
    failed: 'That did not work. Nothing was paid.',
    unpaid: 'Not paid. Your order is still here.',
    number: 'No. {n}',
    portions: '{n} portions',
    only_staff: 'This page is for those who work here.',
    pull: 'Pull down to look again',
  },
  id: {
    menu: 'Menu',
    orders: 'Pesananku',
    kitchen: 'Dapur',
    basket: 'Pesananmu',
    empty_basket: 'Belum ada yang dipilih',
    note: 'Pesan untuk dapur',
    note_hint: 'Jangan pedas, tanpa kacang …',
    pay: 'Pesan dan bayar',
    clear: 'Mulai lagi',
    no_orders: 'Kamu belum memesan.',
    no_paid: 'Tidak ada pesanan. Waktunya mencuci mangkuk.',
    see_menu: 'Lihat menu',
    paid: 'Sudah dibayar',
    cooking: 'Sedang dimasak',
    ready: 'Siap: silakan diambil',
    done: 'Sudah dinikmati',
    refunded: 'Uang kembali',
    start: 'Mulai masak',
    finish: 'Sudah siap',
    hand_over: 'Sudah diberikan',
    failed: 'Tidak berhasil. Tidak ada yang dibayar.',
    unpaid: 'Belum dibayar. Pesananmu masih di sini.',
    number: 'No. {n}',
    portions: '{n} porsi',
    only_staff: 'Halaman ini untuk yang bekerja di sini.',
    pull: 'Tarik ke bawah untuk memuat lagi',
  },
  zh: {
    menu: '菜单',
    orders: '我的订单',
    kitchen: '厨房',
    basket: '你点的餐',
    empty_basket: '还没有选',
    note: '给厨房的话',
    note_hint: '少辣、不要花生……',
    pay: '下单并付款',
    clear: '重新选',
    no_orders: '你还没有点过餐。',
    no_paid: '没有等待的订单，可以洗碗了。',
    see_menu: '看看菜单',
    paid: '已付款',
    cooking: '正在做',
    ready: '做好了，请来取',
    done: '已享用',
    refunded: '已退款',
    start: '开始做',
    finish: '做好了',
    hand_over: '已交给客人',
    failed: '没有成功，也没有付款。',
    unpaid: '没有付款，你点的餐还在。',
    number: '{n} 号',
    portions: '{n} 份',
    only_staff: '这一页给在这里工作的人看。',
    pull: '下拉可刷新',
  },
}

/** One of the three for a language tag: `zh_CN`, `id-ID`, `en`. */
function languageOf(tag) {
  const language = String(tag || 'en').slice(0, 2).toLowerCase()
  return WORDS[language] ? language : 'en'
}

function words() {
  return WORDS[getApp().globalData.language]
}

/** A word with its number in it. */
function filled(text, n) {
  return text.replace('{n}', String(n))
}

module.exports = { languageOf, words, filled }
