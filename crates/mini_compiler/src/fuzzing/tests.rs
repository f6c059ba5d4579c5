//! The fuzz targets on mutations of good files: the same ones on every run.

use std::io::{Cursor, Write as _};

use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{archive, program};

const MUTANTS: usize = 30;
const ARCHIVES: usize = 2_000;

const SEEDS: &[&str] = &[
    r#"{"pages":["p"],"window":{"navigationBarTitleText":"x"},"usingComponents":{"x":"/x"},"component":true,"tabBar":{"list":[{"pagePath":"p"}]}}"#,
    "import a, { b as c } from './x'; export default async function* (d = c(), ...e) { yield `${a}` } export * from './x'; export { c as f }; for (const [g] of {h: /<!--/}) { l: while (g --> 0) { break l } }",
    "<view wx:for=\"{{a.b[c]}}\" wx:key=\"*this\" class=\"d {{e ? 'f' : g}}\" bindtap=\"h\" data-i=\"{{j + 1}}\"><block wx:if=\"{{!k}}\"><slot name=\"l\"/></block><block wx:else>{{m.n(o)}}</block></view><wxs module=\"m\">exports.n = function (a) { return a }</wxs><template name=\"t\"><text>{{x}}</text></template><template is=\"t\" data=\"{{...y, z}}\"/><import src=\"x.wxml\"/>",
    "@import 'x.wxss';@media (min-width:10rpx){.a .b>text:not(.c)::after{width:calc(100% - 20rpx);background:url(d.png)}}:host{--e:1rpx}@keyframes f{from{top:0}to{top:1rpx}}@font-face{src:url('https://g/h')}",
];

/// What a mutation puts into a file beside its own bytes.
const PIECES: &[&str] = &[
    "<",
    ">",
    "</",
    "/>",
    "{{",
    "}}",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "\"",
    "'",
    "`",
    "${",
    "/*",
    "*/",
    "//",
    "<!--",
    "-->",
    "\\",
    "\n",
    ";",
    ",",
    "=",
    "=>",
    "...",
    "@import",
    "url(",
    "<wxs module='q'>",
    "</wxs>",
    "wx:for",
    "export ",
    "import ",
    "await ",
    "yield ",
    "class ",
    "#",
    "?.",
    "\u{2028}",
    "é",
    "😀",
    "\0",
    "rpx",
    ":host",
    "__proto__",
];

fn mutate(rng: &mut ChaCha8Rng, good: &[u8]) -> Vec<u8> {
    let mut bytes = good.to_vec();
    let mut below = |end: usize| usize::try_from(rng.next_u64()).unwrap_or(0) % end.max(1);
    for _ in 0..=below(4) {
        let (at, length) = (below(bytes.len()), bytes.len());
        let end = (at + below(32)).min(length);
        match below(6) {
            0 if length > 0 => bytes[at] ^= 1 << below(8),
            1 if length > 0 => bytes[at] = b' ' + u8::try_from(below(95)).unwrap_or(0),
            2 if below(4) == 0 => bytes.truncate(at),
            3 => drop(bytes.drain(at..end)),
            4 => {
                let stretch = bytes[at..end].to_vec();
                bytes.splice(at..at, stretch);
            }
            _ => {
                let piece = PIECES[below(PIECES.len())].bytes();
                bytes.splice(at..at, piece);
            }
        }
    }
    bytes
}

#[test]
fn mutants_of_programs_keep_the_promises() {
    let mut rng = ChaCha8Rng::seed_from_u64(4);
    for seed in SEEDS {
        program(seed.as_bytes());
        for _ in 0..MUTANTS {
            program(&mutate(&mut rng, seed.as_bytes()));
        }
    }
}

#[test]
fn mutants_of_archives_keep_the_promises() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for path in ["app.json", "a/b.png", "c.js"] {
        writer
            .start_file(path, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(path.repeat(20).as_bytes()).unwrap();
    }
    let good = writer.finish().unwrap().into_inner();
    archive(&good);
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    for _ in 0..ARCHIVES {
        archive(&mutate(&mut rng, &good));
    }
}
