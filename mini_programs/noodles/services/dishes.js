/** What a dish is called, and what is in it. Prices stand in the shop's price list, which the platform keeps. */
const DISHES = {
  mie_ayam: {
    picture: '/images/bowl.svg',
    en: ['Chicken noodles', 'Egg noodles, chicken in soy sauce, pak choi, broth'],
    id: ['Mie ayam', 'Mie telur, ayam kecap, sawi, kuah'],
    zh: ['鸡肉面', '鸡蛋面、酱香鸡肉、青菜、清汤'],
  },
  mie_goreng: {
    picture: '/images/plate.svg',
    en: ['Fried noodles', 'From the wok, with egg, cabbage and crackers'],
    id: ['Mie goreng', 'Dari wajan, dengan telur, kol, dan kerupuk'],
    zh: ['炒面', '大火快炒，鸡蛋、卷心菜、虾片'],
  },
  bakso: {
    picture: '/images/bowl.svg',
    en: ['Meatball soup', 'Beef balls, glass noodles, celery, fried shallots'],
    id: ['Bakso', 'Bola daging sapi, bihun, seledri, bawang goreng'],
    zh: ['牛肉丸汤', '牛肉丸、粉丝、芹菜、炸红葱'],
  },
  pangsit: {
    picture: '/images/plate.svg',
    en: ['Fried dumplings', 'Six, with sweet chili sauce'],
    id: ['Pangsit goreng', 'Enam buah, dengan saus manis pedas'],
    zh: ['炸馄饨', '六只，配甜辣酱'],
  },
  es_teh: {
    picture: '/images/glass.svg',
    en: ['Iced tea', 'Jasmine, sweet or plain'],
    id: ['Es teh', 'Melati, manis atau tawar'],
    zh: ['冰茶', '茉莉花茶，甜或不甜'],
  },
}

const PLAIN = '/images/plate.svg'

/** A dish of the price list in the guest's language; what this program does not know has the name of the list. */
function dishOf(item, language) {
  const known = DISHES[item.id]
  const [name, about] = known ? known[language] : [item.name, '']
  return { id: item.id, name, about, amount: item.amount, picture: known ? known.picture : PLAIN }
}

module.exports = { dishOf }
