//! stub
#![allow(missing_docs)]
use std::ops::Range;
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind { NotNfc, Control, Invisible, PrivateUse, LookAlike { found: char, meant: char }, LegacyFont(()) }
#[derive(Debug)]
pub struct Fault { pub range: Range<usize>, pub kind: FaultKind }
impl Fault { pub fn meant(&self, _: &str) -> Option<String> { None } }
pub fn faults(_: &str) -> Vec<Fault> { Vec::new() }
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number(i64);
impl Number { pub fn parse(text: &str) -> Result<Self, String> { text.replace('.', "").replace(',', "").parse().map(Number).map_err(|_| "no number".into()) } }
impl From<u64> for Number { fn from(n: u64) -> Self { Number(n as i64) } }
impl std::fmt::Display for Number { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { write!(f, "{}", self.0) } }
