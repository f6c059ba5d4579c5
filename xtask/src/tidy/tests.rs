//! Each check is shown failing, and not failing on what is right.

use serde_json::json;

use super::{CHECKS, Exceptions, Finding};
use crate::repo::Repo;

fn repo(files: &[(&str, &str)]) -> Repo {
    let files = files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    Repo {
        files: files.collect(),
        ..Repo::default()
    }
}

/// What one check says of a small repository.
fn found(name: &str, repo: &Repo) -> Vec<Finding> {
    let exceptions = Exceptions::read(repo).unwrap();
    let (_, check) = CHECKS.iter().find(|(check, _)| *check == name).unwrap();
    check(repo, &exceptions)
}

#[track_caller]
fn passes(name: &str, repo: &Repo) {
    assert_eq!(found(name, repo), Vec::new());
}

#[track_caller]
fn fails(name: &str, repo: &Repo, expected: &str) {
    let found = found(name, repo);
    assert!(
        found
            .iter()
            .any(|finding| finding.message.contains(expected)),
        "no failure with “{expected}” in {found:?}"
    );
}

fn edge(from: &str, to: &str, kind: Option<&str>) -> Repo {
    let metadata = json!({"packages": [{
        "name": from, "source": null, "license": "Apache-2.0",
        "dependencies": [{"name": to, "kind": kind}],
    }]});
    Repo {
        metadata,
        ..Repo::default()
    }
}

#[test]
fn edges_point_down() {
    passes("edges", &edge("sapa_chat", "sapa_store", None));
    passes("edges", &edge("sapa_chat", "sapa_accounts", None));
    passes("edges", &edge("sapa_chat", "sapa_test_kit", Some("dev")));
    passes("edges", &edge("sapa_chat", "serde", None));
    passes("edges", &edge("sapa_node", "sapa_bank", None));
    passes("edges", &edge("sapa_bank", "sapa_kernel", None));
    fails(
        "edges",
        &edge("sapa_chat", "sapa_bank", None),
        "stands beside",
    );
    fails(
        "edges",
        &edge("sapa_bank", "sapa_store", None),
        "may not know store",
    );
    fails(
        "edges",
        &edge("sapa_store", "sapa_chat", None),
        "stands above it",
    );
    fails(
        "edges",
        &edge("sapa_chat", "sapa_contacts", None),
        "belongs in flows",
    );
    fails(
        "edges",
        &edge("sapa_chat", "sapa_test_kit", None),
        "for tests",
    );
    fails(
        "edges",
        &edge("sapa_client", "sapa_api", None),
        "may not know api",
    );
    fails(
        "edges",
        &edge("sapa_new", "sapa_kernel", None),
        "stands in no layer",
    );
}

#[test]
fn documents_name_what_is_there() {
    let readme = |text| repo(&[("README.md", text), ("crates/chat/src/lib.rs", "")]);
    for right in [
        "`crates/chat`",
        "`crates/chat/src/lib.rs`",
        "crates/gone",
        "`crates/*`",
        "`make run`",
    ] {
        passes("documents", &readme(right));
    }
    fails(
        "documents",
        &readme("see `crates/gone/src/lib.rs`"),
        "is not there",
    );
}

#[test]
fn links_of_documents_lead_somewhere() {
    let docs = |text| {
        repo(&[
            ("docs/decisions/README.md", text),
            ("docs/API.md", ""),
            ("README.md", ""),
        ])
    };
    for right in [
        "[the API](../API.md#errors)",
        "[here](#top) and ![a picture](../../README.md)",
        "[all](./)",
        "[elsewhere](https://example.org/gone.md)",
    ] {
        passes("documents", &docs(right));
    }
    for wrong in ["[x](API.md)", "[x](../API.md) [y](../../docs/GONE.md#part)"] {
        fails("documents", &docs(wrong), "leads nowhere");
    }
}

#[test]
fn lengths_have_bounds_and_reasons() {
    let lines = |count: usize| "x\n".repeat(count);
    let reason = "[long_files]\n\"a.rs\" = \"one table\"\n";
    passes("lengths", &repo(&[("a.rs", &lines(600))]));
    fails("lengths", &repo(&[("a.rs", &lines(601))]), "split it");
    passes(
        "lengths",
        &repo(&[("a.rs", &lines(601)), ("xtask/tidy.toml", reason)]),
    );
    fails(
        "lengths",
        &repo(&[("a.rs", &lines(1001)), ("xtask/tidy.toml", reason)]),
        "no file may pass",
    );
    fails(
        "lengths",
        &repo(&[("a.rs", &lines(10)), ("xtask/tidy.toml", reason)]),
        "needs no reason",
    );
}

fn licensed(expression: &str) -> Repo {
    let metadata =
        json!({"packages": [{"name": "it", "source": "registry", "license": expression}]});
    Repo {
        metadata,
        ..Repo::default()
    }
}

#[test]
fn licences_are_permissive_or_mpl() {
    for taken in [
        "MIT",
        "MIT OR Apache-2.0",
        "MIT/Apache-2.0",
        "GPL-3.0 OR MPL-2.0",
        "(MIT OR Apache-2.0) AND Unicode-3.0",
        "Apache-2.0 WITH LLVM-exception OR GPL-2.0",
    ] {
        passes("licences", &licensed(taken));
    }
    for refused in [
        "GPL-3.0",
        "MIT AND GPL-3.0",
        "(MIT",
        "MIT)",
        "AGPL-3.0-only",
        "MIT WITH something",
    ] {
        fails("licences", &licensed(refused), "which we do not take");
    }
    fails("licences", &licensed(""), "states no licence");
}

#[test]
fn licences_of_npm_packages_and_their_lock() {
    let lock = |package: serde_json::Value| {
        json!({"packages": {"": {}, "node_modules/it": package}}).to_string()
    };
    let good = lock(json!({"license": "ISC", "integrity": "sha512-x"}));
    passes("licences", &repo(&[("web/package-lock.json", &good)]));
    let own = lock(json!({"link": true, "resolved": "packages/it"}));
    passes("licences", &repo(&[("web/package-lock.json", &own)]));
    let copyleft = lock(json!({"license": "GPL-3.0", "integrity": "sha512-x"}));
    fails(
        "licences",
        &repo(&[("web/package-lock.json", &copyleft)]),
        "which we do not take",
    );
    let placed =
        lock(json!({"license": "MIT", "integrity": "x", "resolved": "https://example.org/it.tgz"}));
    fails(
        "licences",
        &repo(&[("web/package-lock.json", &placed)]),
        "place to download from",
    );
    let unchecked = lock(json!({"license": "MIT"}));
    fails(
        "licences",
        &repo(&[("web/package-lock.json", &unchecked)]),
        "no checksum",
    );
    let fork = "source = \"git+https://example.org/it\"\n";
    fails(
        "licences",
        &repo(&[("Cargo.lock", fork)]),
        "public registry alone",
    );
}

const CHAT: &[(&str, &str)] = &[
    ("crates/chat/Cargo.toml", ""),
    ("crates/chat/src/lib.rs", ""),
    ("crates/chat/src/model.rs", ""),
    ("crates/chat/src/keys.rs", ""),
    (
        "crates/chat/src/error.rs",
        "Self::TooLate => \"chat.too_late\",",
    ),
    ("crates/chat/src/tests.rs", ""),
    (
        "crates/api/src/chat.rs",
        "registry\n.read(\"chat.list\", list)\n.write(\n  \"chat.send\", send)",
    ),
    (
        "crates/store/src/prefixes.rs",
        "const M: P = p(\"chat.messages\");",
    ),
    ("web/app/src/features/chat/index.ts", ""),
];

fn chat_with(path: &str, text: Option<&str>) -> Repo {
    let mut repo = repo(CHAT);
    match text {
        Some(text) => repo.files.insert(path.to_owned(), text.to_owned()),
        None => repo.files.remove(path),
    };
    repo
}

#[test]
fn nouns_are_the_same_everywhere() {
    passes("nouns", &repo(CHAT));
    let example = Some("//! registry.read(\"talk.list\", list)");
    passes("nouns", &chat_with("crates/api/src/registry.rs", example));
    fails(
        "nouns",
        &chat_with("web/app/src/features/chat/index.ts", None),
        "chat has no web",
    );
    fails(
        "nouns",
        &chat_with("crates/api/src/chat.rs", None),
        "chat has no api",
    );
    fails(
        "nouns",
        &chat_with("crates/chat/src/keys.rs", None),
        "chat has no keys.rs",
    );
    fails(
        "nouns",
        &chat_with("crates/chat/src/error.rs", Some("\"talk.late\"")),
        "no error of chat",
    );
    let elsewhere = Some(".write(\n  \"contacts.block\", block)");
    fails(
        "nouns",
        &chat_with("crates/api/src/chat.rs", elsewhere),
        "belongs in crates/api/src/contacts.rs",
    );
    let unknown = Some("p(\"talk.messages\")");
    fails(
        "nouns",
        &chat_with("crates/store/src/prefixes.rs", unknown),
        "there is no crate talk",
    );
}

#[test]
fn stored_rows_match_their_record() {
    let row = (
        "crates/chat/src/model.rs",
        "struct Row { #[n(0)] name: String }",
    );
    fails("stored", &repo(&[row]), "older than the rows");
    let other = "chat::Row\n  0 name: u64\n";
    fails(
        "stored",
        &repo(&[row, ("crates/schema.txt", other)]),
        "was u64 and is String",
    );
    fails(
        "stored",
        &repo(&[("crates/chat/src/model.rs", "#[n(0)] struct")]),
        "crates/chat/src/model.rs",
    );
}

#[test]
fn translations_say_the_same() {
    let english = (
        "web/app/src/i18n/en/chat.json",
        r#"{"hi": "Hi {{name}}", "n_one": "One", "n_other": "{{count}}"}"#,
    );
    let chinese = (
        "web/app/src/i18n/zh/chat.json",
        r#"{"hi": "{{name}}，你好", "n_other": "{{count}} 条"}"#,
    );
    let indonesian = |text| ("web/app/src/i18n/id/chat.json", text);
    let right = r#"{"hi": "Hai {{name}}", "n_other": "{{count}}"}"#;
    passes(
        "translations",
        &repo(&[english, chinese, indonesian(right)]),
    );
    for (wrong, expected) in [
        (r#"{"hi": "Hai {{name}}"}"#, "n is not translated"),
        (r#"{"hi": "Hai", "n_other": "x"}"#, "hi takes"),
        (r#"{"hi": " ", "n_other": "x"}"#, "hi is empty"),
        (
            r#"{"hi": "{{name}}", "n_other": "x", "bye": "x"}"#,
            "English has no bye",
        ),
        (r#"{"hi": 1}"#, "is no text"),
        ("{", "EOF"),
    ] {
        fails(
            "translations",
            &repo(&[english, chinese, indonesian(wrong)]),
            expected,
        );
    }
    let alone = ("web/app/src/i18n/zh/more.json", "{}");
    fails("translations", &repo(&[alone]), "English has no such file");
}

fn tsx(line: &str) -> Repo {
    repo(&[("web/app/src/features/chat/List.tsx", line)])
}

#[test]
fn web_rules_hold() {
    for right in [
        "const x = prefetch('a');",
        "// fetch( is explained here",
        "<p>{t('empty')}</p>",
        "  <img alt=\"\" src={x} />",
        "const f = (a: Array<Foo>): Foo => a[0];",
        "<Trans i18nKey=\"hi\"></Trans>",
    ] {
        passes("web", &tsx(right));
    }
    for (wrong, expected) in [
        ("const x = await fetch('/api');", "one door"),
        ("new WebSocket(url)", "one door"),
        ("<i dangerouslySetInnerHTML={x} />", "never markup"),
        ("console.log(x)", "nobody reads it"),
        ("(x as any).y", "types come from"),
        ("src=\"https://example.org/f.woff\"", "foreign host"),
        ("<p>Nothing here yet</p>", "belongs in i18n"),
        ("  <button aria-label=\"Close\">", "belongs in i18n"),
    ] {
        fails("web", &tsx(wrong), expected);
    }
    for colour in [
        "color: #0b7a75;",
        "background: oklch(0.5 0.1 180);",
        "border: 1px solid #ccc;",
    ] {
        fails(
            "web",
            &repo(&[("web/app/src/ui/A.css", colour)]),
            "ui/tokens.css",
        );
        passes("web", &repo(&[("web/app/src/ui/tokens.css", colour)]));
    }
    for right in [
        "fill: url(#wave);",
        "color: var(--ink);",
        "color: oklch(from var(--sea) l c h / 0.5);",
    ] {
        passes("web", &repo(&[("web/app/src/ui/A.css", right)]));
    }
}

#[test]
fn words_that_do_not_belong() {
    for right in [
        "let todo_list = 1;",
        "see web/home/x",
        "https://example.org/home/a",
        "two spaces  ",
    ] {
        passes("words", &repo(&[("a.rs", right)]));
    }
    for (wrong, expected) in [
        ("// TODO: later", "finish it"),
        ("    todo!()", "finish it"),
        ("cd /home/somebody/sapa", "one machine"),
        ("<<<<<<< HEAD", "a merge was left"),
        ("let x = 1; ", "ends with a space"),
    ] {
        fails("words", &repo(&[("a.rs", wrong)]), expected);
    }
}

#[test]
fn words_sleep_in_no_test() {
    let sleep = "tokio::time::sleep(SECOND).await;";
    passes("words", &repo(&[("crates/store/src/jobs.rs", sleep)]));
    fails(
        "words",
        &repo(&[("crates/store/src/tests.rs", sleep)]),
        "wait for a condition",
    );
    fails(
        "words",
        &repo(&[("e2e/chat.spec.ts", "await page.waitForTimeout(500)")]),
        "wait for a condition",
    );
    passes(
        "words",
        &repo(&[("e2e/chat.spec.ts", "  test.setTimeout(180_000)")]),
    );
    passes(
        "words",
        &repo(&[("e2e/mini/rows/app.js", "setTimeout(later, 5)")]),
    );
    let inline = format!("fn a() {{}}\n#[cfg(test)]\nmod tests {{\n{sleep}\n}}");
    fails(
        "words",
        &repo(&[("crates/store/src/jobs.rs", &inline)]),
        "wait for a condition",
    );
    let reason = "[words.\"e2e/wait.ts\"]\nsleeps = \"the one place that polls\"\n";
    let helper = ("e2e/wait.ts", "setTimeout(done, 20)");
    passes("words", &repo(&[helper, ("xtask/tidy.toml", reason)]));
}

#[test]
fn exceptions_name_files_and_reasons() {
    let gone = "[long_files]\n\"gone.rs\" = \"a reason\"\n";
    fails(
        "exceptions",
        &repo(&[("xtask/tidy.toml", gone)]),
        "names a file that is gone",
    );
    let empty = "[words.\"a.rs\"]\nsleeps = \"\"\n";
    fails(
        "exceptions",
        &repo(&[("xtask/tidy.toml", empty), ("a.rs", "")]),
        "gives no reason",
    );
    let unknown = repo(&[("xtask/tidy.toml", "[anything]\n")]);
    assert!(
        super::check(&unknown)
            .unwrap_err()
            .contains("xtask/tidy.toml")
    );
}
