//! The filters that templates have beside Tera's own.

use serde_json::Value as Json;
use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::document::blank;
use crate::vi;

/// Adds the filters to an instance.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("blank", or_blank);
    tera.register_filter("markdown", markdown);
    tera.register_filter("block", block);
    tera.register_filter("sentence", |text: &str, _: Kwargs, _: &State| vi::capitalise(text));
    tera.register_filter("lower_first", |text: &str, _: Kwargs, _: &State| vi::lower_first(text));
    tera.register_filter("capitals", capitals);
    tera.register_filter("roman", |number: u32, _: Kwargs, _: &State| vi::roman(number));
    tera.register_filter("and", |texts: Vec<String>, _: Kwargs, _: &State| vi::join(&texts));
}

/// `{{ x | blank(of="địa điểm") }}`: the value, or a dotted line where there is none.
#[expect(clippy::needless_pass_by_value, reason = "Tera hands values over")]
fn or_blank(value: Value, arguments: Kwargs, _: &State) -> TeraResult<Value> {
    let of: String = arguments.must_get("of")?;
    let missing = value.is_none() || value.is_undefined() || value.as_str().is_some_and(str::is_empty);
    Ok(if missing { Value::from(blank::mark(&of)) } else { value })
}

/// `{{ x | capitals }}`: all letters but those of blanks, whose names stay what they are.
fn capitals(text: &str, _: Kwargs, _: &State) -> String {
    text.split_inclusive([blank::OPEN, blank::CLOSE])
        .map(|piece| if piece.ends_with(blank::CLOSE) { piece.to_owned() } else { vi::upper_case(piece) })
        .collect()
}

/// `{{ x | markdown }}`: a narrative that is Markdown itself and must not be escaped.
fn markdown(text: &str, _: Kwargs, _: &State) -> Value {
    Value::safe_string(text)
}

/// `{{ x | block }}`: the content of a named block. JSON is YAML, and on one line it can't end the block.
#[expect(clippy::needless_pass_by_value, reason = "Tera hands values over")]
fn block(value: Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    let json: Json = serde_json::to_value(&value).map_err(tera::Error::message)?;
    Ok(Value::safe_string(&json.to_string()))
}
