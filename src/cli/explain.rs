//! `vinhdanh explain`.

use crate::diagnostic::{Code, nearest};

use super::DONE;
use super::arguments::{Explain, Global};
use super::screen::Screen;

pub(super) fn run(global: &Global, arguments: &Explain, screen: &Screen) -> anyhow::Result<u8> {
    let Some(name) = &arguments.code else {
        for code in Code::ALL {
            let first: Vec<&str> =
                code.explanation().lines().map(str::trim).take_while(|line| !line.is_empty()).collect();
            screen.result(&format!("{:<22} {}", code.as_str(), first.join(" ")))?;
        }
        return Ok(DONE);
    };
    if let Some(rule) = name.strip_prefix("law/") {
        for line in super::law::explained(global, rule)? {
            screen.result(&line)?;
        }
        return Ok(DONE);
    }
    let Some(code) = Code::of(name) else {
        let known = nearest(name, Code::ALL.iter().map(|code| code.as_str()));
        let hint = known.map_or_else(
            || "`vinhdanh explain` lists them all".to_owned(),
            |known| format!("did you mean `{known}`?"),
        );
        anyhow::bail!("there is no code `{name}`; {hint}");
    };
    screen.result(text(code).trim_end())?;
    Ok(DONE)
}

fn text(code: Code) -> String {
    let mut lines = vec![format!("{} ({})", code.as_str(), code.severity().as_str()), String::new()];
    lines.extend(code.explanation().lines().map(|line| line.trim().to_owned()));
    for (name, example) in [("Wrong", code.wrong()), ("Right", code.right())] {
        if !example.is_empty() {
            lines.extend([String::new(), format!("{name}:"), String::new()]);
            lines.extend(example.lines().map(|line| format!("    {line}")));
        }
    }
    lines.join("\n")
}
