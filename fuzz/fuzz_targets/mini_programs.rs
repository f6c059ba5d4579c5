#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sapa_mini_compiler::fuzzing::program(bytes));
