//! How much memory a process may use, and how much it did.
//!
//! Only Linux tells and limits it; elsewhere there is no limit, and nothing is known.
//!
//! The limit is that of data (`RLIMIT_DATA`): everything that is the process's own and can be written.
//! It leaves out what an allocator only reserves, for which `RLIMIT_AS` would stop a process that is small.

/// What a process has used, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(super) struct Usage {
    /// The most that it held at once since it started, or since [`forget_peak`].
    pub(super) peak: u64,
    /// What it holds now.
    pub(super) resident: u64,
}

/// Limits what this process may use.
#[cfg(target_os = "linux")]
pub(super) fn limit_this_process(bytes: u64) -> std::io::Result<()> {
    rustix::process::setrlimit(rustix::process::Resource::Data, limit(bytes))?;
    Ok(())
}

#[cfg(not(target_os = "linux"))]
pub(super) fn limit_this_process(_: u64) -> std::io::Result<()> {
    Ok(())
}

/// Limits what a process that was just started may use: memory, and time of the processor, so that it ends
/// even if this program is killed before it can stop it.
#[cfg(target_os = "linux")]
pub(super) fn limit_child(
    child: &std::process::Child,
    memory: Option<u64>,
    time: std::time::Duration,
) -> std::io::Result<()> {
    use rustix::process::{Resource, prlimit};
    let pid = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw);
    let Some(pid) = pid else { return Ok(()) };
    prlimit(Some(pid), Resource::Cpu, limit(time.as_secs().saturating_mul(2).saturating_add(10)))?;
    if let Some(bytes) = memory {
        prlimit(Some(pid), Resource::Data, limit(bytes))?;
    }
    Ok(())
}

#[cfg(not(target_os = "linux"))]
pub(super) fn limit_child(
    _: &std::process::Child,
    _: Option<u64>,
    _: std::time::Duration,
) -> std::io::Result<()> {
    Ok(())
}

#[cfg(target_os = "linux")]
fn limit(amount: u64) -> rustix::process::Rlimit {
    rustix::process::Rlimit { current: Some(amount), maximum: Some(amount) }
}

/// Begins to measure the peak anew.
#[cfg(feature = "embedded")]
pub(super) fn forget_peak() {
    if cfg!(target_os = "linux") {
        // Where that is not allowed the peak is that of all documents so far.
        drop(crate::fs::write_scratch(std::path::Path::new("/proc/self/clear_refs"), b"5"));
    }
}

/// Returns what this process has used.
pub(super) fn usage() -> Option<Usage> {
    if !cfg!(target_os = "linux") {
        return None;
    }
    parse(&crate::fs::read_text(std::path::Path::new("/proc/self/status")).ok()?)
}

/// Returns the most memory that this process held at once, in bytes, where the system says.
pub fn peak() -> Option<u64> {
    Some(usage()?.peak)
}

fn parse(status: &str) -> Option<Usage> {
    let field = |name: &str| -> Option<u64> {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        let kibibytes: u64 = line.split_whitespace().next()?.parse().ok()?;
        kibibytes.checked_mul(1024)
    };
    Some(Usage { peak: field("VmHWM:")?, resident: field("VmRSS:")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_status_of_a_process_says_what_it_used() {
        let status = "Name:\tvinhdanh\nVmHWM:\t    2048 kB\nVmRSS:\t    1024 kB\nThreads:\t3\n";
        assert_eq!(parse(status), Some(Usage { peak: 2 << 20, resident: 1 << 20 }));
        assert_eq!(parse("Name:\tvinhdanh\n"), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn this_process_uses_memory() {
        assert!(peak().unwrap() > 1 << 20);
    }
}
