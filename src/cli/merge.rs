//! `vinhdanh merge`: the outputs of all parts become one.

use crate::publish;

use super::arguments::{Global, Merge};
use super::screen::Screen;
use super::{AT_FAULT, DONE, counted, output_folder};

/// Runs `vinhdanh merge`.
pub(super) fn run(global: &Global, arguments: &Merge, screen: &Screen) -> anyhow::Result<u8> {
    let Some(output) = output_folder(global, arguments.output.as_ref(), screen)? else {
        return Ok(AT_FAULT);
    };
    let merged = match publish::merge(&arguments.parts, &output) {
        Ok(merged) => merged,
        // It is the parts that are at fault, and each is to be seen by itself.
        Err(publish::Error::Merge(problems)) => {
            for problem in &problems {
                screen.error(&problem.to_string())?;
            }
            screen.note("the parts were not merged")?;
            return Ok(AT_FAULT);
        }
        Err(error) => return Err(error.into()),
    };
    for path in &merged.summary.removed {
        screen.note(&format!("removed {path}, which nothing makes any more"))?;
    }
    for warning in &merged.summary.warnings {
        screen.warn(&warning.to_string())?;
    }
    let (documents, parts) = (counted(merged.documents, "document"), counted(arguments.parts.len(), "part"));
    screen.note(&format!("{documents} of {parts}, {} copied · {}", merged.copied, output.display()))?;
    Ok(DONE)
}
