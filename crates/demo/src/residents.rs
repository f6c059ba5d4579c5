//! The twelve residents of Labuhan Teduh. The town and everybody in it are made up.

use crate::paint::{self, Face, Hair};

/// The language somebody writes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Bahasa Indonesia.
    Indonesian,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    /// The code that the API and the client use.
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Indonesian => "id",
            Self::Chinese => "zh",
        }
    }

    /// How one greets a neighbour in it.
    pub(crate) const fn hello(self) -> &'static str {
        match self {
            Self::English => "Hello from down the street.",
            Self::Indonesian => "Halo, kita tetangga.",
            Self::Chinese => "你好,我们是邻居。",
        }
    }
}

/// Somebody who lives in the demo town.
#[derive(Debug)]
pub struct Resident {
    /// Their handle.
    pub handle: &'static str,
    /// Their name, in their own script.
    pub display_name: &'static str,
    /// The language they write in.
    pub language: Language,
    /// What their profile says.
    pub about: &'static str,
    face: Face,
}

impl Resident {
    /// Their portrait as JPEG.
    pub fn portrait(&self) -> Vec<u8> {
        let seed = self.handle.bytes().map(u64::from).sum();
        paint::face(&self.face, seed)
    }
}

const BLACK: u32 = 0x231c1a;

const fn face(ground: (u32, u32), skin: u32, hair: Hair, clothes: u32) -> Face {
    Face {
        ground,
        skin,
        hair,
        clothes,
        glasses: false,
        beard: None,
        smile: 0.6,
    }
}

/// Everybody. The first two are whom the links that `make run` prints belong to.
pub const RESIDENTS: &[Resident] = &[
    Resident {
        handle: "dewi",
        display_name: "Dewi Anggraini",
        language: Language::English,
        about: "Teaches English at the harbour school. Corrects menus for fun.",
        face: Face {
            glasses: true,
            smile: 0.9,
            ..face((0xf2d4b0, 0xe0a27c), 0xc98d62, Hair::Knot(BLACK), 0x7a3f6a)
        },
    },
    Resident {
        handle: "wayan",
        display_name: "Wayan Putra",
        language: Language::English,
        about: "Ferry mate and dive guide. Ask me about the tide.",
        face: Face {
            smile: 1.0,
            ..face((0x9fd6d2, 0x3f9a9a), 0xa8703f, Hair::Short(BLACK), 0xe8752e)
        },
    },
    Resident {
        handle: "nora",
        display_name: "Nora Whitlock",
        language: Language::English,
        about: "Grows corals on frames of old pipe. From Orkney, sunburnt.",
        face: Face {
            smile: 0.8,
            ..face(
                (0xbfe3ee, 0x6fb3cf),
                0xf0c0a0,
                Hair::Curls(0xb5502a),
                0x2f6b7a,
            )
        },
    },
    Resident {
        handle: "ravi",
        display_name: "Ravi Kumaran",
        language: Language::English,
        about: "Ship's engineer. If it hums wrongly, I will hear it.",
        face: Face {
            glasses: true,
            beard: Some(BLACK),
            smile: 0.4,
            ..face((0xd9d2c0, 0xa3977c), 0x8a5a3a, Hair::Short(BLACK), 0x3a4f6a)
        },
    },
    Resident {
        handle: "sari",
        display_name: "Sari Wulandari",
        language: Language::Indonesian,
        about: "Warung Mi Sari, depan dermaga. Buka sampai mi habis.",
        face: Face {
            smile: 1.0,
            ..face(
                (0xf7dfa0, 0xe8a84a),
                0xc08458,
                Hair::Scarf(0xc8322b),
                0xf4ead8,
            )
        },
    },
    Resident {
        handle: "budi",
        display_name: "Budi Hartono",
        language: Language::Indonesian,
        about: "Kapten KM Teduh. Tepat waktu, kalau ombak setuju.",
        face: Face {
            beard: Some(0x6a625c),
            smile: 0.5,
            ..face(
                (0xa9c4dd, 0x5f86b0),
                0x9a673f,
                Hair::Cap(0x1d3557),
                0xf4f1ea,
            )
        },
    },
    Resident {
        handle: "rahma",
        display_name: "Rahma Yusuf",
        language: Language::Indonesian,
        about: "Perawat di klinik pelabuhan. Minum air putih, ya.",
        face: Face {
            smile: 0.8,
            ..face(
                (0xcfe8d8, 0x7fbfa3),
                0xcc966c,
                Hair::Scarf(0x2f8a84),
                0xfbfaf7,
            )
        },
    },
    Resident {
        handle: "joko",
        display_name: "Joko Prasetyo",
        language: Language::Indonesian,
        about: "Bengkel motor, pelatih bola. Dua-duanya butuh oli.",
        face: Face {
            beard: Some(BLACK),
            smile: 0.95,
            ..face(
                (0xe9c4a0, 0xc07a4a),
                0xa06a42,
                Hair::Short(0x2a211d),
                0xb23a30,
            )
        },
    },
    Resident {
        handle: "tiwi",
        display_name: "Tiwi Lestari",
        language: Language::Indonesian,
        about: "Kelas 11. Layangan, fisika, tidur siang.",
        face: Face {
            smile: 1.0,
            ..face((0xdccdf2, 0x9f86d0), 0xc98f60, Hair::Long(BLACK), 0xf2c14e)
        },
    },
    Resident {
        handle: "mei",
        display_name: "林美兰",
        language: Language::Chinese,
        about: "码头边的点心铺。早上六点,蒸笼先开口。",
        face: Face {
            glasses: true,
            smile: 0.6,
            ..face(
                (0xf3c9c0, 0xd98a80),
                0xe8bd94,
                Hair::Knot(0xb9b4ae),
                0x35608a,
            )
        },
    },
    Resident {
        handle: "afa",
        display_name: "陈阿发",
        language: Language::Chinese,
        about: "卖鱼三十年,鱼比我会说话。",
        face: Face {
            smile: 0.9,
            ..face(
                (0xb7dbe2, 0x6aa3b5),
                0xc4905f,
                Hair::Straw(0xe5c884),
                0x4a6f5a,
            )
        },
    },
    Resident {
        handle: "xiaoyu",
        display_name: "林小雨",
        language: Language::Chinese,
        about: "拍照,画画,帮奶奶看店。",
        face: Face {
            smile: 0.9,
            ..face(
                (0xf6e3b8, 0xf0b890),
                0xf0caa4,
                Hair::Long(0x2e2420),
                0x5fb8a5,
            )
        },
    },
];

/// The resident with this handle.
pub fn resident(handle: &str) -> Option<&'static Resident> {
    RESIDENTS.iter().find(|resident| resident.handle == handle)
}

/// Friends who have no conversation of their own in the scripts; those who have one are friends besides.
pub(crate) const FRIENDS: &[(&str, &str)] = &[
    ("dewi", "nora"),
    ("dewi", "rahma"),
    ("joko", "budi"),
    ("joko", "wayan"),
    ("joko", "tiwi"),
    ("joko", "ravi"),
    ("wayan", "ravi"),
    ("wayan", "tiwi"),
    ("nora", "tiwi"),
    ("xiaoyu", "afa"),
    ("sari", "wayan"),
    ("sari", "nora"),
    ("sari", "ravi"),
    ("sari", "rahma"),
    ("sari", "joko"),
    ("sari", "tiwi"),
    ("sari", "mei"),
    ("sari", "xiaoyu"),
];

/// Requests that nobody has answered yet: from, to, greeting.
pub(crate) const REQUESTS: &[(&str, &str, &str)] = &[
    (
        "ravi",
        "dewi",
        "Ravi from the engine room. Wayan says the race needs a jury that understands keels.",
    ),
    (
        "xiaoyu",
        "wayan",
        "我是小雨,想拍一张从渡船上看码头的照片,可以吗?",
    ),
    (
        "joko",
        "dewi",
        "Bu Dewi, saya mau belajar bahasa Inggris untuk marah ke wasit.",
    ),
];
