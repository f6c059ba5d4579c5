//! How long a large program takes: `cargo run --release -p sapa_mini_compiler --example bench` compiles 500 templates with
//! their styles, scripts and JSON, and prints the median of a few runs. The figure stands in `docs/BENCHMARKS.md`.

use std::time::Instant;

use sapa_mini_compiler::{Limits, Source, compile};

const COMPONENTS: usize = 500;
const RUNS: usize = 9;

fn main() {
    let limits = Limits {
        package_bytes: 8 << 20,
        ..Limits::default()
    };
    let source = Source::from_files(files(), &limits).expect("the files are sound");
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            let compiled = compile(&source, &limits).expect("the program is sound");
            assert_eq!(compiled.manifest.components.len(), COMPONENTS);
            start.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let bytes: usize = source.files().values().map(Vec::len).sum();
    eprintln!(
        "{COMPONENTS} WXML, {COMPONENTS} WXSS, {COMPONENTS} JS, {COMPONENTS} JSON, {} KiB: median {:.0} ms of {RUNS} runs ({:.0} to {:.0})",
        bytes >> 10,
        times[RUNS / 2],
        times[0],
        times[RUNS - 1]
    );
}

fn files() -> Vec<(String, Vec<u8>)> {
    let pages: Vec<String> = (0..COMPONENTS)
        .map(|number| format!("\"pages/p{number}/index\""))
        .collect();
    let mut files = vec![(
        "app.json".to_owned(),
        format!("{{\"pages\":[{}]}}", pages.join(",")).into_bytes(),
    )];
    for number in 0..COMPONENTS {
        let mut add = |ending: &str, text: String| {
            files.push((format!("pages/p{number}/index.{ending}"), text.into_bytes()));
        };
        add(
            "json",
            format!("{{\"navigationBarTitleText\":\"Page {number}\",\"usingComponents\":{{}}}}"),
        );
        let rows: String = (0..12)
            .map(|row| {
                format!(
                    "<view class=\"row row-{row} {{{{active === {row} ? 'on' : ''}}}}\" wx:for=\"{{{{list{row}}}}}\" wx:key=\"id\" bindtap=\"tap\" data-id=\"{{{{item.id}}}}\">\n  \
                     <text wx:if=\"{{{{item.name}}}}\">{{{{index + 1}}}}. {{{{item.name}}}} ({{{{m.price(item.cents)}}}})</text>\n  <image wx:else src=\"{{{{item.cover}}}}\" mode=\"aspectFill\"/>\n</view>\n"
                )
            })
            .collect();
        add(
            "wxml",
            format!(
                "<wxs module=\"m\">module.exports = {{ price: function (cents) {{ return (cents / 100).toFixed(2) }} }}</wxs>\n{rows}"
            ),
        );
        let rules: String = (0..20)
            .map(|rule| format!(".row-{rule} .title:first-child, .row.on-{rule}::after {{ padding: {rule}rpx 24rpx; width: calc(100% - {rule}rpx); color: #333; }}\n"))
            .collect();
        add("wxss", rules);
        let methods: String = (0..15)
            .map(|method| format!("  method{method}(event) {{\n    const {{ id, ...rest }} = event.currentTarget.dataset\n    this.setData({{ active: id ?? {method}, [`list[${{id}}].on`]: !rest.on }})\n  }},\n"))
            .collect();
        add("js", format!("import {{ VERSION }} from '../p0/index'\nexport const NUMBER = {number}\nPage({{\n  data: {{ active: 0 }},\n{methods}}})\n").replace("import { VERSION }", "import { NUMBER as VERSION }"));
    }
    files
}
