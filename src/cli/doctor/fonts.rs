//! What the doctor says of fonts.

use std::collections::{BTreeMap, BTreeSet};

use crate::fs;
use crate::pipeline::Fonts;
use crate::typeset::fonts::{self, FAMILIES, Face, Looks};
use crate::vi::LETTERS;

use super::{Finding, State};
use crate::cli::counted;

/// How to get the font that the rules ask for.
const HELP: &str = "Times New Roman comes with Windows and macOS; on Debian, `ttf-mscorefonts-installer` (contrib) brings \
    it, and `fonts-croscore` brings Tinos. Put the four files into a folder of the project and name it in `fonts`, so \
    that every machine makes the same pages; or set `system-fonts: true`";

pub(super) fn findings(fonts: &Fonts, system_is_used: bool) -> Result<Vec<Finding>, fs::Error> {
    let mut findings = vec![in_use(fonts)];
    findings.extend(fonts.warnings().into_iter().map(|warning| {
        Finding::new("fonts", State::Bad, warning)
            .help("put all four whole files of one version there, or none")
    }));
    let others: Vec<Face> = fonts.faces.iter().filter(|face| face.family != fonts.family).cloned().collect();
    findings.extend(families(&others, "may be named by a layout"));
    if !system_is_used {
        let of_system = fonts::faces(&fonts::of_system()?);
        findings.extend(families(&of_system, "is on this machine, and used with `system-fonts: true`"));
    }
    Ok(findings)
}

fn in_use(fonts: &Fonts) -> Finding {
    let own: Vec<&Face> = fonts.faces.iter().filter(|face| face.family == fonts.family).collect();
    let text = format!("in use: {}, {}", fonts.family, described(&own));
    let state = if fonts.family == FAMILIES[0] { State::Good } else { State::Note };
    let finding = Finding::new("fonts", state, text);
    let alike = format!("it has the widths of {}, so lines break alike", FAMILIES[0]);
    match fonts.family {
        family if family == FAMILIES[0] => finding,
        // Somebody put it there instead of the built-in one.
        family if family != FAMILIES[FAMILIES.len() - 1] => finding.help(alike),
        _ => finding.help(format!("{alike}. {HELP}")),
    }
}

/// Says what is there of each family.
fn families(faces: &[Face], role: &str) -> Vec<Finding> {
    let mut families: BTreeMap<&str, Vec<&Face>> = BTreeMap::new();
    for face in faces {
        families.entry(&face.family).or_default().push(face);
    }
    let finding = |(family, faces): (&str, Vec<&Face>)| {
        Finding::new("fonts", State::Good, format!("{family} {role}: {}", described(&faces)))
    };
    families.into_iter().map(finding).collect()
}

/// Describes the faces of a family: how many look different, from where, and whether letters are missing.
fn described(faces: &[&Face]) -> String {
    let folder = |face: &&Face| Some(face.path.as_ref()?.parent()?.display().to_string());
    let folders: BTreeSet<String> = faces.iter().filter_map(folder).collect();
    let is_built_in = faces.iter().any(|face| face.path.is_none());
    let places: Vec<String> = folders.into_iter().chain(is_built_in.then(|| "built in".to_owned())).collect();
    let place = places.join(", ");
    let looks: BTreeSet<Looks> = faces.iter().map(|face| face.looks).collect();
    let missing: BTreeSet<char> = faces.iter().flat_map(|face| face.missing.iter().copied()).collect();
    let all = LETTERS.chars().count();
    let letters = all - missing.len();
    format!("{}, {letters} of {all} Vietnamese letters ({place})", counted(looks.len(), "face"))
}
