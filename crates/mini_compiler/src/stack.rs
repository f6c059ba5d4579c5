//! Compilers call themselves for what is nested in a source. Here they get a stack that holds whatever the limits let
//! through, so that no source can end the process.

use crate::finding::{Finding, Severity};

/// Bytes of one script: 1.5 MiB.
pub(crate) const MAX_SCRIPT_BYTES: usize = 3 << 19;

/// What templates and styles need at their limits, with room to spare.
const BASE: usize = if cfg!(debug_assertions) {
    512 << 20
} else {
    96 << 20
};
/// What a byte of a script needs at most: `a=>a=>a=>…` takes 310 in a release. Memory is only taken when it is used.
const A_BYTE: usize = if cfg!(debug_assertions) { 1_024 } else { 384 };

/// Runs a compiler on scripts of at most this length.
pub(crate) fn run<T: Send>(
    longest_script: usize,
    work: impl FnOnce() -> T + Send,
) -> Result<T, Finding> {
    let size = BASE + longest_script.min(MAX_SCRIPT_BYTES) * A_BYTE;
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .name("mini-compiler".to_owned())
            .stack_size(size)
            .spawn_scoped(scope, work)
            .map_err(|error| failure(format!("there is no memory to compile in: {error}")))?;
        thread
            .join()
            .map_err(|_| failure("the compiler failed: this is a fault of Sapa's".to_owned()))
    })
}

fn failure(message: String) -> Finding {
    Finding {
        severity: Severity::Error,
        code: "compiler.failed".to_owned(),
        message,
        file: String::new(),
        line: 0,
        column: 0,
    }
}
