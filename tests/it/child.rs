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

/// Returns a command that runs one test of this program where it may mount what it likes, and nobody else sees it.
///
/// Nothing where the system allows that to nobody but others; then it was said.
#[must_use]
pub(crate) fn namespaced(test: &str) -> Option<Command> {
    // With the rights of root, a namespace for mounts is enough; without them it takes one for users, too.
    let usable = ["-m", "-rm"].into_iter().find(|flags| {
        let mount = "mount --make-rprivate / && mount -t tmpfs tmpfs /mnt";
        let tried = Command::new("unshare").args([flags, "sh", "-c", mount]).output();
        tried.is_ok_and(|output| output.status.success())
    });
    let Some(flags) = usable else {
        crate::killed::note("passed over: this system lets nobody mount a file system here");
        return None;
    };
    let inner = command(test, "here");
    let mut command = Command::new("unshare");
    command.arg(flags).arg(inner.get_program()).args(inner.get_args()).env(VARIABLE, "here");
    Some(command)
}
