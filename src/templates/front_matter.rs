//! The front matter of a template: YAML that is read first, and each of its texts a small template of its own.
//!
//! So data can't break the YAML, whatever it holds. Lists come from the data by path: `{each: decision.bases}` gives one
//! text an item, `{each: …, as: "{{ item }}"}` shapes it, and `{value: document.signature}` takes a part of the data as it
//! is. A text that renders to nothing counts as not given.

use serde_json::{Map, Value as Json};
use tera::{Context, Tera};

use crate::source::{SourceMap, Span};
use crate::yaml::{Entry, Node, Value};

use super::problem::{Fault, Front, fault};

/// The front matter of one template.
#[derive(Debug)]
pub(super) struct FrontMatter {
    /// The name of the template, for the names of its texts.
    name: String,
    root: Node,
}

/// Splits a template into its front matter and where its body begins; nothing if it has none.
pub(super) fn split(text: &str) -> Option<(&str, usize)> {
    let first = text.strip_prefix("---\n")?;
    let end = first.find("\n---\n").map(|at| at + 1)?;
    let front = &text[..4 + end];
    Some((front, front.len() + "---\n".len()))
}

/// Answers whether a text has to be rendered.
fn is_template(text: &str) -> bool {
    text.contains("{{") || text.contains("{%")
}

impl FrontMatter {
    pub(super) fn new(name: &str, root: Node) -> Self {
        Self { name: name.to_owned(), root }
    }

    /// Adds the texts of it to an instance of Tera.
    pub(super) fn register(&self, tera: &mut Tera, faults: &mut Vec<Fault>) {
        visit(&self.root, &mut |node, text| {
            if is_template(text)
                && let Err(error) = tera.add_raw_template(&self.text_name(node.span), text)
            {
                faults.push(fault(&error, Some(self.at(node))));
            }
        });
    }

    fn at(&self, node: &Node) -> Front<'_> {
        Front { template: &self.name, span: node.span }
    }

    fn text_name(&self, span: Span) -> String {
        format!("{}:{}", self.name, span.start)
    }

    /// Renders it for one document.
    pub(super) fn render(
        &self,
        tera: &Tera,
        view: &Json,
        context: &Context,
        sources: &SourceMap,
    ) -> Result<Json, Vec<Fault>> {
        let mut rendering = Rendering { front: self, tera, view, sources, faults: Vec::new() };
        let json = rendering.value(&self.root, context);
        if rendering.faults.is_empty() { Ok(json) } else { Err(rendering.faults) }
    }
}

fn visit(node: &Node, see: &mut impl FnMut(&Node, &str)) {
    match &node.value {
        Value::Scalar { text, .. } => see(node, text),
        Value::List(items) => items.iter().for_each(|item| visit(item, see)),
        Value::Map(entries) => entries.iter().for_each(|entry| visit(&entry.node, see)),
    }
}

struct Rendering<'a> {
    front: &'a FrontMatter,
    tera: &'a Tera,
    view: &'a Json,
    sources: &'a SourceMap,
    faults: Vec<Fault>,
}

impl Rendering<'_> {
    fn value(&mut self, node: &Node, context: &Context) -> Json {
        match &node.value {
            _ if node.is_null() => Json::Null,
            Value::Scalar { text, plain: true } if matches!(&**text, "true" | "false") => {
                Json::Bool(&**text == "true")
            }
            Value::Scalar { text, .. } => self.text(node, text, context),
            Value::List(items) => {
                let values = items.iter().flat_map(|item| self.item(item, context));
                Json::Array(values.filter(|value| !value.is_null()).collect())
            }
            Value::Map(entries) => match &**entries {
                [Entry { key, node, .. }] if &**key == "value" => self.taken(node).unwrap_or(Json::Null),
                entries => self.map(entries, context),
            },
        }
    }

    fn map(&mut self, entries: &[Entry], context: &Context) -> Json {
        let values = entries.iter().map(|entry| (entry.key.to_string(), self.value(&entry.node, context)));
        Json::Object(values.filter(|(_, value)| !value.is_null()).collect::<Map<_, _>>())
    }

    /// Returns what one item of a list stands for: itself, or one value for each item of the data.
    fn item(&mut self, node: &Node, context: &Context) -> Vec<Json> {
        let Value::Map(entries) = &node.value else { return vec![self.value(node, context)] };
        let find = |key: &str| entries.iter().find(|entry| &*entry.key == key).map(|entry| &entry.node);
        let Some(path) = find("each") else { return vec![self.value(node, context)] };
        let items = match self.taken(path) {
            Some(Json::Array(items)) => items,
            Some(Json::Null) | None => return Vec::new(),
            Some(_) => {
                self.faults.push(Fault::in_front("this is not a list of the data", self.front.at(path)));
                return Vec::new();
            }
        };
        let Some(shape) = find("as") else { return items };
        items
            .iter()
            .map(|item| {
                let mut context = context.clone();
                context.insert("item", item);
                self.value(shape, &context)
            })
            .collect()
    }

    /// Returns the part of the data that a path names.
    fn taken(&mut self, node: &Node) -> Option<Json> {
        let path = self.sources.slice(node.span).to_owned();
        let mut value = self.view;
        for key in path.split('.') {
            match value.get(key) {
                Some(found) => value = found,
                // What is not given has no parts.
                None if value.is_null() => return Some(Json::Null),
                None => {
                    self.faults
                        .push(Fault::in_front(format!("the data has no `{path}`"), self.front.at(node)));
                    return None;
                }
            }
        }
        Some(value.clone())
    }

    fn text(&mut self, node: &Node, text: &str, context: &Context) -> Json {
        if !is_template(text) {
            return Json::String(text.to_owned());
        }
        match self.tera.render(&self.front.text_name(node.span), context) {
            Ok(text) if text.trim().is_empty() => Json::Null,
            Ok(text) => Json::String(crate::vi::fold_white_space(text.trim())),
            Err(error) => {
                self.faults.push(fault(&error, Some(self.front.at(node))));
                Json::Null
            }
        }
    }
}
