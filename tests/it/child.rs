//! Test processes that start themselves anew, to be killed or to have another environment.

use std::process::Command;

/// The variable that tells a process that it was started by a test.
const VARIABLE: &str = "VINHDANH_TEST_CHILD";

/// Returns a command that runs one test of this program, which finds `argument` in [`argument`].
#[must_use]
pub(crate) fn command(test: &str, argument: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--ignored", "--nocapture", "--test-threads", "1"]);
    command.env(VARIABLE, argument);
    command
}

/// Returns what the test that started this process wants; nothing if no test did.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "there is no other way into a test")]
pub(crate) fn argument() -> Option<String> {
    std::env::var(VARIABLE).ok()
}
