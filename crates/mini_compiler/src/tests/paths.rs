use crate::path::{resolve, upwards};

#[test]
fn references_lead_from_the_file_or_the_root() {
    let table = [
        ("a/b/c.js", "./d", Some("a/b/d")),
        ("a/b/c.js", "d", Some("a/b/d")),
        ("a/b/c.js", "../d", Some("a/d")),
        ("a/b/c.js", "../../d", Some("d")),
        ("a/b/c.js", "../../../d", None),
        ("a/b/c.js", "/d/./e//f", Some("d/e/f")),
        ("a/b/c.js", "/../d", None),
        ("c.js", "./d", Some("d")),
        ("c.js", "..", None),
    ];
    for (file, reference, expected) in table {
        assert_eq!(
            resolve(file, reference).as_deref(),
            expected,
            "{file} {reference}"
        );
    }
}

#[test]
fn directories_are_gone_through_to_the_root() {
    assert_eq!(upwards("a/b/c.js").collect::<Vec<_>>(), ["a/b", "a", ""]);
    assert_eq!(upwards("c.js").collect::<Vec<_>>(), [""]);
}
