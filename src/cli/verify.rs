//! `vinhdanh verify`: whether the output folder is still what was published.

use serde_json::json;

use crate::diagnostic::Severity;
use crate::publish::{Audit, Deviation};

use super::arguments::{Global, Verify};
use super::screen::Screen;
use super::{AT_FAULT, DONE, counted, output_folder};

/// Runs `vinhdanh verify`.
pub(super) fn run(global: &Global, arguments: &Verify, screen: &Screen) -> anyhow::Result<u8> {
    let Some(folder) = output_folder(global, arguments.output.as_ref(), screen)? else { return Ok(AT_FAULT) };
    let audit = Audit::new(&folder)?;
    for deviation in audit.deviations.iter().filter(|one| one.kind.is_fault() || !screen.is_quiet()) {
        screen.result(&shown(deviation, screen.is_json()))?;
    }
    if audit.building {
        screen.note("a build is writing to the folder at this moment; ask again when it has ended")?;
    } else if !audit.is_true() {
        screen.note(
            "the next build makes again what it still plans; what was changed and is to be kept, move away",
        )?;
    }
    let documents = counted(audit.documents, "document");
    let intact = if audit.intact == audit.documents { String::new() } else { format!("{} ", audit.intact) };
    screen.note(&format!("{documents}, {intact}as published · {}", folder.display()))?;
    Ok(if audit.is_true() { DONE } else { AT_FAULT })
}

fn shown(deviation: &Deviation, for_programs: bool) -> String {
    let severity = if deviation.kind.is_fault() { Severity::Error } else { Severity::Note };
    if !for_programs {
        return format!("{}: {deviation}", severity.as_str());
    }
    let (path, id, state) = (&deviation.path, &deviation.id, deviation.kind.as_str());
    let headline = deviation.to_string();
    json!({"severity": severity.as_str(), "headline": headline, "state": state, "path": path, "id": id})
        .to_string()
}
