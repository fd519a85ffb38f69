//! The window-less binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    shopferry_headless::run()
}
