//! Data that meets a rule, made from the rule itself, so that every rule can show an example and none of them can be wrong for long.

use crate::law::office::granters;
use crate::model::{
    Class, Date, Form, Granter, Id, Inventory, Members, Merit, Need, Rated, Rating, RecipientKind, Ref, Rule,
};
use crate::yaml::Located;

use super::lengths::{times, years_of};

/// How many people the collective of an example has.
const PEOPLE: u16 = 10;

/// Returns a data file in which somebody is honoured as the rule asks. What only somebody can see is left to them.
///
/// Nothing if the rule names no day of its first year.
pub fn example(rule: &Rule, inventory: &Inventory) -> Option<String> {
    let on = day(rule)?;
    let year = on.year?;
    let mut facts = Facts::new(rule, on);
    facts.needs(&rule.needs, None, year);
    Some(facts.written(rule, issuer(rule, inventory, on), on, year))
}

/// Who decides: an office that may grant it on the day, if the collective of the example holds none of those that may.
///
/// A rule of a unit binds that unit and those below it, so there the collective stays who decides.
fn issuer(rule: &Rule, inventory: &Inventory, on: Date) -> Option<(&'static str, Granter)> {
    let form = rule.forms.first().and_then(|link| inventory.by_id::<Form>(&link.id))?;
    let offices = granters(form, Some(on));
    if rule.unit.is_some() || offices.contains(&Granter::Entity) {
        return None;
    }
    let office = *offices.first()?;
    let name = match office {
        Granter::President => "Chủ tịch nước",
        Granter::PrimeMinister => "Thủ tướng Chính phủ",
        Granter::Ministry => "Ủy ban nhân dân tỉnh Thuận Giang",
        Granter::Entity => "Sở Tài chính",
        Granter::District => "Ủy ban nhân dân huyện Bình Giang",
        Granter::Commune => "Ủy ban nhân dân xã Bình Hòa",
        Granter::Enterprise => "Công ty Hoa Sen",
        Granter::PartyProvince => "Ban Thường vụ Tỉnh ủy",
        Granter::PartySuperior => "Ban Thường vụ Đảng ủy",
        Granter::PartyBase => "Đảng ủy cơ sở",
    };
    Some((name, office))
}

/// The last day of the rule, or the end of its first year.
fn day(rule: &Rule) -> Option<Date> {
    let end = Date { day: Some(31), month: Some(12), year: rule.from.value.year };
    let day = rule.to.as_ref().map_or(end, |to| to.value);
    day.complete().map(|_| day)
}

/// The lines of a data file, list by list.
struct Facts {
    who: &'static str,
    on: Date,
    member_names: bool,
    unit_keys: String,
    post: String,
    sent: bool,
    honour_keys: String,
    campaigns: Vec<String>,
    honours: Vec<String>,
    ratings: Vec<String>,
    initiatives: Vec<String>,
}

impl Facts {
    fn new(rule: &Rule, on: Date) -> Self {
        let kind = rule.recipients.as_ref().map_or(RecipientKind::Persons, |kind| kind.value);
        let who = if kind == RecipientKind::Persons { "an" } else { "tap-the" };
        let unit_keys = if kind == RecipientKind::Households { ", kind: household" } else { "" };
        Self {
            who,
            on,
            member_names: false,
            unit_keys: unit_keys.to_owned(),
            post: "{title: Chuyên viên, unit: tap-the, from: 01/01/1970}".to_owned(),
            sent: false,
            honour_keys: String::new(),
            campaigns: Vec::new(),
            honours: Vec::new(),
            ratings: Vec::new(),
            initiatives: Vec::new(),
        }
    }

    fn needs(&mut self, needs: &[Need], first: Option<u16>, year: u16) {
        for need in needs {
            self.need(need, first, year);
        }
    }

    fn need(&mut self, need: &Need, first: Option<u16>, year: u16) {
        match need {
            Need::Consecutive(need) => {
                for counted in before(year + 1, need.years.value.max(1))..=year {
                    self.held(&need.forms, None, counted);
                }
            }
            Need::Held(need) => {
                let times = times(need.times.as_ref());
                let start = first.unwrap_or(before(year, times));
                for counted in start..start.saturating_add(times) {
                    self.held(&need.forms, need.class.as_ref(), counted);
                }
            }
            Need::Rated(need) => self.rated(need, year),
            Need::Initiatives(need) => {
                for number in 1..=times(need.times.as_ref()) {
                    let (who, reach) = (self.who, need.reach.as_str());
                    let count = self.initiatives.len();
                    self.initiatives.push(format!(
                        "{{id: sang-kien-{count}-{number}, name: Sáng kiến {number}, by: [{who}], year: {year}, reach: {reach}}}"
                    ));
                }
            }
            Need::Members(need) => self.members(need, year),
            Need::After(need) => {
                let past = before(year, need.needs.iter().map(years_of).max().unwrap_or(0).max(1));
                self.held(&need.forms, need.class.as_ref(), past);
                self.needs(&need.needs, Some(past + 1), year);
            }
            Need::Within(need) => {
                self.needs(&need.needs, Some(before(year + 1, need.years.value.max(1))), year);
            }
            Need::AnyOf(need) => {
                if let Some(way) = need.ways.first() {
                    self.needs(&way.needs, first, year);
                }
            }
            Need::Service(need) => {
                let start = before(year, need.months.value.div_ceil(12));
                self.post = format!("{{title: Chuyên viên, unit: tap-the, from: 01/01/{start}}}");
            }
            Need::Office(need) => {
                let title = need.titles.first().map_or("Vụ trưởng", |title| title.value.as_str());
                let start = before(year - 1, need.years.value);
                self.post = format!("{{title: {title}, unit: tap-the, from: 01/01/{start}}}");
            }
            Need::Founded(need) => {
                self.unit_keys =
                    format!("{}, founded: 01/01/{}", self.unit_keys, before(year, need.years.value));
            }
            Need::Campaign(need) => {
                let start = before(year + 1, need.years.value.max(1));
                self.campaigns
                    .push(format!("{{id: phong-trao, name: Phong trào thi đua, years: {start}–{year}}}"));
                self.honour_keys.push_str(", campaign: phong-trao");
            }
            Need::Published(_) => self.sent = true,
            Need::Elapsed(_) | Need::Present(_) | Need::Undisciplined(_) | Need::Review(_) => {}
        }
    }

    /// An earlier honour, decided on the same day of its year.
    fn held(&mut self, forms: &[Ref<Form>], class: Option<&Located<Class>>, year: u16) {
        let Some(form) = forms.first() else { return };
        let line = past(&form.id, class.map(|class| class.value), year, self.who, self.on);
        if !self.honours.contains(&line) {
            self.honours.push(line);
        }
    }

    fn rated(&mut self, need: &Rated, year: u16) {
        let years = times(need.years.as_ref());
        let excellent = need.excellent.as_ref().map_or(0, |excellent| excellent.value);
        for (at, counted) in (before(year + 1, years)..=year).enumerate() {
            let best = at < usize::from(excellent);
            let rating = if best { Rating::Excellent } else { need.at_least.value };
            let head = format!("{{recipient: {}, year: {counted}, ", self.who);
            // The better of two ratings of a year meets both needs.
            let known = self.ratings.iter().position(|line| line.starts_with(&head));
            match known {
                Some(at) if rating == Rating::Excellent => {
                    self.ratings[at] = format!("{head}rating: excellent}}");
                }
                Some(_) => {}
                None => self.ratings.push(format!("{head}rating: {}}}", rating.as_str())),
            }
        }
        if let Some(least) = &need.members {
            self.member_names = true;
            let ids: Vec<String> = (1..=PEOPLE).map(|number| format!("nguoi-{number}")).collect();
            let (ids, rating) = (ids.join(", "), least.value.as_str());
            self.ratings.push(format!("{{recipients: [{ids}], year: {year}, rating: {rating}}}"));
        }
    }

    fn members(&mut self, need: &Members, year: u16) {
        self.member_names = true;
        let share = |percent: u16| PEOPLE.saturating_mul(percent);
        let percent = need.percent.as_ref().map_or(0, |percent| share(percent.value).div_ceil(100));
        let above = need.above.as_ref().map_or(0, |percent| share(percent.value) / 100 + 1);
        let count = percent.max(above).max(need.times.as_ref().map_or(1, |times| times.value));
        let Some(form) = need.forms.first() else { return };
        let ids: Vec<String> = (1..=count).map(|number| format!("nguoi-{number}")).collect();
        self.honours.push(format!(
            "{{form: {}, year: {year}, recipients: [{}], decided-by: {{number: 1/QĐ-SNV, date: {}}}}}",
            form.id,
            ids.join(", "),
            self.on
        ));
    }

    fn written(self, rule: &Rule, issuer: Option<(&str, Granter)>, on: Date, year: u16) -> String {
        let form = rule.forms.first().map_or("giay-khen", |form| form.id.as_str());
        let class =
            rule.class.as_ref().map_or_else(String::new, |class| format!(", class: {}", class.as_str()));
        let merit = rule.merit.as_ref().map(|merit| merit.value);
        let merit = merit.map_or_else(String::new, |merit: Merit| format!(", merit: {}", merit.as_str()));
        let owner = rule.unit.as_ref().map_or_else(String::new, |unit| format!(", parent: {}", unit.id));
        let mut people = vec![format!("{{id: an, name: Trần Văn An, posts: [{}]}}", self.post)];
        if self.member_names {
            people = (1..=PEOPLE)
                .map(|number| {
                    let post = "{title: Chuyên viên, unit: tap-the, from: 01/01/1970}";
                    format!("{{id: nguoi-{number}, name: Người thứ {number}, posts: [{post}]}}")
                })
                .collect();
        }
        let submission = format!(
            "{{id: to-trinh, unit: tap-the, to: Chính phủ, number: 1, date: {on}, published: {on}, subject: đề nghị khen thưởng}}"
        );
        let link = if self.sent { ", submission: to-trinh" } else { "" };
        let who = if issuer.is_some() { "co-quan" } else { "tap-the" };
        let decision =
            format!("{{id: quyet-dinh, issuer: {who}, number: 1, date: {on}, subject: khen thưởng{link}}}");
        let mut units = vec![format!("{{id: tap-the, name: Sở Nội vụ{}{owner}}}", self.unit_keys)];
        units.extend(
            issuer
                .map(|(name, office)| format!("{{id: co-quan, name: {name}, office: {}}}", office.as_str())),
        );
        let honour = format!(
            "{{form: {form}{class}, year: {year}, recipient: {}, decision: quyet-dinh{merit}{}}}",
            self.who, self.honour_keys
        );
        let mut honours = self.honours;
        honours.push(honour);
        let lists = [
            ("units", units),
            ("people", if self.who == "an" || self.member_names { people } else { Vec::new() }),
            ("campaigns", self.campaigns),
            ("submissions", if self.sent { vec![submission] } else { Vec::new() }),
            ("decisions", vec![decision]),
            ("honours", honours),
            ("ratings", self.ratings),
            ("initiatives", self.initiatives),
        ];
        let mut text = String::new();
        for (name, lines) in lists.into_iter().filter(|(_, lines)| !lines.is_empty()) {
            text.push_str(name);
            text.push_str(":\n");
            for line in lines {
                text.push_str("  - ");
                text.push_str(&line);
                text.push('\n');
            }
        }
        text
    }
}

fn past(form: &Id, class: Option<Class>, year: u16, who: &str, on: Date) -> String {
    let class = class.map_or_else(String::new, |class| format!(", class: {}", class.as_str()));
    // 29 February is in no year in between.
    let on = Date { day: on.day.map(|day| day.min(28)), year: Some(year), ..on };
    format!(
        "{{form: {form}{class}, year: {year}, recipient: {who}, decided-by: {{number: 1/QĐ-CT, date: {on}}}}}"
    )
}

/// Returns a year so many years before another one, as far back as years go: a rule of a unit may say anything.
fn before(year: u16, years: u16) -> u16 {
    year.saturating_sub(years).max(1900)
}
