use super::{compiled, says};

const CONFIG: &str = "project.config.json";

#[test]
fn the_program_may_lie_in_a_directory() {
    for root in ["src", "src/", "./src/", "/src"] {
        let config = format!(r#"{{"miniprogramRoot":"{root}"}}"#);
        let compiled = compiled(&[
            (CONFIG, &config),
            ("src/app.json", r#"{"pages":["q"]}"#),
            ("src/q.js", ""),
            ("src/q.wxml", ""),
        ]);
        assert_eq!(compiled.manifest.pages, ["q"]);
    }
    says(
        &[(CONFIG, "{\n\"miniprogramRoot\":\"../x\"}")],
        "project.config.json:2:19: error: \"miniprogramRoot\" leads out of the project [project.root]",
    );
    says(
        &[(CONFIG, r#"{"miniprogramRoot":"no"}"#)],
        "app.json: error: there is no app.json: is \"miniprogramRoot\" right? [app.missing]",
    );
}

#[test]
fn what_is_ignored_is_left_out() {
    let table = [
        ("folder", "docs", true),
        ("folder", "./docs/", true),
        ("folder", "doc", false),
        ("file", "docs/a/b.png", true),
        ("file", "b.png", false),
        ("suffix", ".png", true),
        ("prefix", "b", true),
        ("prefix", "docs", false),
        ("glob", "docs/**", true),
        ("glob", "**/*.png", true),
        ("glob", "docs/*.png", false),
        ("glob", "docs/*/?.png", true),
        ("glob", "*.png", false),
    ];
    for (kind, value, ignored) in table {
        let config =
            format!(r#"{{"packOptions":{{"ignore":[{{"type":"{kind}","value":"{value}"}}]}}}}"#);
        let compiled = compiled(&[(CONFIG, &config), ("docs/a/b.png", "GIF89a")]);
        assert_eq!(
            compiled.manifest.assets.is_empty(),
            ignored,
            "{kind} {value}"
        );
    }
    says(
        &[(
            CONFIG,
            r#"{"packOptions":{"ignore":[{"type":"regexp","value":"a"}]}}"#,
        )],
        "project.config.json:1:27: warning: rules of the type \"regexp\" are not followed [project.ignore]",
    );
}

#[test]
fn hidden_files_and_node_modules_never_go_along() {
    let compiled = compiled(&[
        (".git/a.png", "GIF89a"),
        ("node_modules/x/a.png", "GIF89a"),
        ("i/.b.png", "GIF89a"),
    ]);
    assert!(compiled.manifest.assets.is_empty());
}

#[test]
fn an_archive_of_one_directory_is_that_directory() {
    let files = [
        ("top/app.json", r#"{"pages":["q"]}"#),
        ("top/q.js", ""),
        ("top/q.wxml", ""),
    ];
    let source = crate::Source::from_files(files, &crate::Limits::default()).unwrap();
    assert!(source.files().contains_key("app.json"));
}
