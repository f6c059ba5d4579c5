/**
 * A place with its official code (Kemendagri for Indonesia, GB/T 2260 for China), its name and what lies within. A host that knows
 * more answers the frame's question `regions` with a list of the same shape; this one is the start.
 */
export type Region = [code: string, name: string, within?: Region[]]

const provinces = (text: string): Region[] => text.split('\n').map((line) => {
  const [code = '', name = '', ...cities] = line.trim().split('|')
  return [code, name, cities.map((city): Region => {
    const [cityCode = '', cityName = '', ...districts] = city.split('/')
    return [`${code}.${cityCode}`, cityName, districts.map((district): Region => {
      const at = district.indexOf(' ')
      return [`${code}.${cityCode}.${district.slice(0, at)}`, district.slice(at + 1)]
    })]
  })]
})

/** All provinces of Indonesia; cities where we are sure of them. `code|name|city code/city/district code district/…|…` */
const INDONESIA = provinces(`11|Aceh|71/Kota Banda Aceh|72/Kota Sabang
12|Sumatera Utara|71/Kota Medan|72/Kota Pematangsiantar
13|Sumatera Barat|71/Kota Padang
14|Riau|71/Kota Pekanbaru|72/Kota Dumai
15|Jambi|71/Kota Jambi
16|Sumatera Selatan|71/Kota Palembang
17|Bengkulu|71/Kota Bengkulu
18|Lampung|71/Kota Bandar Lampung|72/Kota Metro
19|Kepulauan Bangka Belitung|71/Kota Pangkalpinang
21|Kepulauan Riau|71/Kota Batam|72/Kota Tanjungpinang
31|DKI Jakarta|01/Kabupaten Administrasi Kepulauan Seribu|71/Kota Administrasi Jakarta Pusat/01 Gambir/02 Sawah Besar/03 Kemayoran/04 Senen/05 Cempaka Putih/06 Menteng/07 Tanah Abang/08 Johar Baru|72/Kota Administrasi Jakarta Utara|73/Kota Administrasi Jakarta Barat|74/Kota Administrasi Jakarta Selatan|75/Kota Administrasi Jakarta Timur
32|Jawa Barat|01/Kabupaten Bogor|04/Kabupaten Bandung|71/Kota Bogor|73/Kota Bandung|75/Kota Bekasi|76/Kota Depok
33|Jawa Tengah|72/Kota Surakarta|74/Kota Semarang
34|Daerah Istimewa Yogyakarta|02/Kabupaten Bantul|04/Kabupaten Sleman|71/Kota Yogyakarta
35|Jawa Timur|73/Kota Malang|78/Kota Surabaya
36|Banten|71/Kota Tangerang|73/Kota Serang|74/Kota Tangerang Selatan
51|Bali|03/Kabupaten Badung|04/Kabupaten Gianyar|71/Kota Denpasar
52|Nusa Tenggara Barat|71/Kota Mataram
53|Nusa Tenggara Timur|71/Kota Kupang
61|Kalimantan Barat|71/Kota Pontianak
62|Kalimantan Tengah|71/Kota Palangka Raya
63|Kalimantan Selatan|71/Kota Banjarmasin|72/Kota Banjarbaru
64|Kalimantan Timur|71/Kota Balikpapan|72/Kota Samarinda
65|Kalimantan Utara|71/Kota Tarakan
71|Sulawesi Utara|71/Kota Manado
72|Sulawesi Tengah|71/Kota Palu
73|Sulawesi Selatan|71/Kota Makassar
74|Sulawesi Tenggara|71/Kota Kendari
75|Gorontalo|71/Kota Gorontalo
76|Sulawesi Barat|02/Kabupaten Mamuju
81|Maluku|71/Kota Ambon
82|Maluku Utara|71/Kota Ternate|72/Kota Tidore Kepulauan
91|Papua|71/Kota Jayapura
92|Papua Barat
93|Papua Selatan
94|Papua Tengah
95|Papua Pegunungan
96|Papua Barat Daya|71/Kota Sorong`)

/** Some of China's, as programs written there start with them. */
const CHINA: Region[] = [
  ['110000', '北京市', [['110100', '北京市', [['110101', '东城区'], ['110102', '西城区'], ['110105', '朝阳区'], ['110106', '丰台区'], ['110108', '海淀区']]]]],
  ['310000', '上海市', [['310100', '上海市', [['310101', '黄浦区'], ['310104', '徐汇区'], ['310105', '长宁区'], ['310106', '静安区'], ['310115', '浦东新区']]]]],
  ['330000', '浙江省', [['330100', '杭州市', [['330102', '上城区'], ['330106', '西湖区'], ['330108', '滨江区'], ['330110', '余杭区']]], ['330200', '宁波市']]],
  ['440000', '广东省', [
    ['440100', '广州市', [['440103', '荔湾区'], ['440104', '越秀区'], ['440105', '海珠区'], ['440106', '天河区']]],
    ['440300', '深圳市', [['440303', '罗湖区'], ['440304', '福田区'], ['440305', '南山区'], ['440306', '宝安区']]],
  ]],
]

export const REGIONS: Region[] = [...INDONESIA, ...CHINA]
