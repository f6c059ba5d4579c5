//! Paths of a source: relative to its root, with `/`, without `.` and `..`.

/// The directory of a file: `pages/index` of `pages/index/index.js`, nothing of `app.js`.
pub(crate) fn directory(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(directory, _)| directory)
}

/// Where a reference in a file leads: absolute from the root, else from the file's directory. Nothing when it leads
/// out of the root.
pub(crate) fn resolve(file: &str, reference: &str) -> Option<String> {
    let (base, rest) = match reference.strip_prefix('/') {
        Some(rest) => ("", rest),
        None => (directory(file), reference),
    };
    let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
    for part in rest.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Joins a directory, perhaps the root, and a path.
pub(crate) fn join(directory: &str, path: &str) -> String {
    match directory {
        "" => path.to_owned(),
        _ => format!("{directory}/{path}"),
    }
}

/// The directories from that of a file up to the root.
pub(crate) fn upwards(file: &str) -> impl Iterator<Item = &str> {
    let mut next = Some(directory(file));
    std::iter::from_fn(move || {
        let here = next?;
        next = (!here.is_empty()).then(|| directory(here));
        Some(here)
    })
}

/// Whether a path lies in a directory, of which nothing means the root.
pub(crate) fn within(path: &str, directory: &str) -> bool {
    directory.is_empty()
        || path
            .strip_prefix(directory)
            .is_some_and(|rest| rest.starts_with('/'))
}
