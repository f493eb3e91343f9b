//! Writes a project of so many letters, all of them different, to measure the program with:
//! `make_letters N DIR`, or `make_letters N DIR --honours` for so many honours of five years to be checked.
//!
//! The same arguments give the same files. The province, its schools and its teachers do not exist.

use std::error::Error;
use std::path::{Path, PathBuf};

use vinhdanh::fs;

/// How many records a data file holds.
const IN_FILE: usize = 1000;

/// How many teachers a school has.
const IN_SCHOOL: usize = 25;

/// How many recipients a decision has at most.
const IN_DECISION: usize = 5000;

/// The years of the honours that are to be checked.
const YEARS: [usize; 5] = [2021, 2022, 2023, 2024, 2025];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let usage = "usage: make_letters N DIR [--honours]";
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [count, folder] => write_letters(count.parse().map_err(|_| usage)?, Path::new(folder))?,
        [count, folder, "--honours"] => write_honours(count.parse().map_err(|_| usage)?, Path::new(folder))?,
        _ => return Err(usage.into()),
    }
    Ok(())
}

/// Writes a project of so many letters to as many teachers, each of whom has a certificate of merit of their own.
pub(crate) fn write_letters(count: usize, folder: &Path) -> Result<(), fs::Error> {
    let project = Folder::new(folder)?;
    project.write_teachers(count)?;
    project.list("honours", count, |at| {
        let (decision, reason) = (at / IN_DECISION + 1, reason(at));
        let teacher = teacher(at);
        format!(
            "  - id: gk-{teacher}\n    recipient: {teacher}\n    form: giay-khen\n    \
                 grantor: Giám đốc Sở Giáo dục và Đào tạo\n    year: 2025\n    decision: qd-{decision}\n    \
                 reason: {reason}\n"
        )
    })?;
    let subject = "tặng Giấy khen cho nhà giáo có thành tích xuất sắc năm học 2024 - 2025";
    project.list("decisions", count.div_ceil(IN_DECISION), |at| {
        decision(&(at + 1).to_string(), 1200 + at, "12/11/2025", subject)
    })?;
    project.list("documents", count.div_ceil(IN_DECISION), |at| {
        let decision = at + 1;
        format!(
            "  - id: thu-khen-{decision}\n    template: letter\n    unit: so-gd\n    \
             each: recipients of qd-{decision}\n    date: 17/11/2025\n    \
             signatory: {{person: giam-doc, title: GIÁM ĐỐC}}\n    \
             path: thu-khen/{decision}/{{number:05}}-{{given-name}}\n"
        )
    })
}

/// Writes a project of so many honours: each year every teacher is “Lao động tiên tiến”, and one of ten is
/// “Chiến sĩ thi đua cơ sở” as well, with the ratings and initiatives that the law of the year asks for.
pub(crate) fn write_honours(count: usize, folder: &Path) -> Result<(), fs::Error> {
    let project = Folder::new(folder)?;
    let in_year = count.div_ceil(YEARS.len());
    // Ten of eleven honours are the lower title, and one the higher.
    let teachers = (in_year * 10).div_ceil(11);
    project.write_teachers(teachers)?;
    project.list("decisions", YEARS.len(), |at| {
        let year = YEARS[at].to_string();
        let subject = format!("công nhận danh hiệu thi đua năm {year}");
        decision(&year, 1500 + at, &format!("20/12/{year}"), &subject)
    })?;
    project.list("honours", count, |at| {
        let (year, place) = (YEARS[at / in_year], at % in_year);
        let (form, place) = if place < teachers {
            ("lao-dong-tien-tien", place)
        } else {
            ("chien-si-thi-dua-co-so", (place - teachers) * 10)
        };
        format!(
                "  - recipient: {}\n    form: {form}\n    year: {year}\n    decision: qd-{year}\n    reason: {}\n",
                teacher(place),
                reason(at)
            )
    })?;
    let leaders = teachers.div_ceil(10);
    project.list("initiatives", leaders * YEARS.len(), |at| {
        let (year, leader) = (YEARS[at / leaders], teacher(at % leaders * 10));
        format!(
                "  - id: sk-{year}-{leader}\n    name: Bộ học liệu số {year} dùng cho {} lớp\n    by: [{leader}]\n    \
                 year: {year}\n    reach: base\n",
                1 + mixed(at) % 40
            )
    })?;
    project.list("ratings", teachers * YEARS.len(), |at| {
        let rating = if (at % teachers).is_multiple_of(10) { "excellent" } else { "good" };
        let (year, teacher) = (YEARS[at / teachers], teacher(at % teachers));
        format!("  - year: {year}\n    rating: {rating}\n    recipients: [{teacher}]\n")
    })
}

/// The folder of the project.
struct Folder {
    data: PathBuf,
}

impl Folder {
    fn new(folder: &Path) -> Result<Self, fs::Error> {
        let data = folder.join("data");
        fs::create_folder(&data)?;
        let settings =
            "vinhdanh: 1\nname: Thư khen của Sở Giáo dục và Đào tạo tỉnh Thuận Giang (tưởng tượng)\n";
        fs::write(&folder.join("vinhdanh.yaml"), settings.as_bytes())?;
        Ok(Self { data })
    }

    /// Writes who signs, the schools and their teachers.
    fn write_teachers(&self, count: usize) -> Result<(), fs::Error> {
        let office = "\
units:
  - id: ubnd-tinh
    name: Ủy ban nhân dân tỉnh Thuận Giang
    office: ministry
    abbreviation: UBND
    place: Thuận Giang
    head-title: Chủ tịch
  - id: so-gd
    name: Sở Giáo dục và Đào tạo
    office: entity
    abbreviation: SGDĐT
    parent: ubnd-tinh
    place: Thuận Giang
    head-title: Giám đốc
people:
  - id: giam-doc
    name: Lương Đình Chiểu
    sex: male
    posts: [{title: Giám đốc, unit: so-gd, rank: department}]
";
        fs::write(&self.data.join("office.yaml"), office.as_bytes())?;
        self.list("units", count.div_ceil(IN_SCHOOL), |at| {
            let (id, name) = (school(at), school_name(at));
            format!("  - id: {id}\n    name: {name}\n    parent: so-gd\n    head-title: Hiệu trưởng\n")
        })?;
        self.list("people", count, |at| {
            let Name { family, middle, given, sex } = Name::of(at);
            let subject = pick(&SUBJECTS, mixed(at));
            format!(
                "  - id: {}\n    name: {family} {middle} {given}\n    sex: {sex}\n    \
                     posts: [{{title: Giáo viên {subject}, unit: {}, rank: worker, from: 01/9/{}}}]\n",
                teacher(at),
                school(at / IN_SCHOOL),
                2001 + mixed(at) % 19
            )
        })
    }

    /// Writes the records of one list, as many to a file as one can still look at.
    fn list(&self, key: &str, count: usize, record: impl Fn(usize) -> String) -> Result<(), fs::Error> {
        for (file, first) in (0..count).step_by(IN_FILE).enumerate() {
            let mut text = format!("{key}:\n");
            for at in first..count.min(first + IN_FILE) {
                text.push_str(&record(at));
            }
            fs::write(&self.data.join(format!("{key}-{:03}.yaml", file + 1)), text.as_bytes())?;
        }
        Ok(())
    }
}

fn decision(id: &str, number: usize, date: &str, subject: &str) -> String {
    format!(
        "  - id: qd-{id}\n    issuer: so-gd\n    number: {number}\n    date: {date}\n    subject: {subject}\n    \
         authority: Giám đốc Sở Giáo dục và Đào tạo\n    \
         carried-out-by: Chánh Văn phòng Sở, thủ trưởng các trường và các nhà giáo có tên tại Điều 1\n    \
         signatory: {{person: giam-doc, title: GIÁM ĐỐC}}\n"
    )
}

/// The name of a teacher. No two of the first hundred thousand are alike.
struct Name {
    family: &'static str,
    middle: String,
    given: &'static str,
    sex: &'static str,
}

impl Name {
    fn of(at: usize) -> Self {
        let is_female = at.is_multiple_of(2);
        let middles: &[&str] = if is_female { &FEMALE_MIDDLES } else { &MALE_MIDDLES };
        let all = FAMILIES.len() * middles.len() * SECOND_MIDDLES.len() * GIVEN.len();
        // A prime that shares no factor with the number of names leads to each of them once.
        let mut rest = at / 2 * 7_368_787 % all;
        let mut next = |parts: &[&'static str]| {
            let part = parts[rest % parts.len()];
            rest /= parts.len();
            part
        };
        let (family, given) = (next(&FAMILIES), next(&GIVEN));
        let (first, second) = (next(middles), next(&SECOND_MIDDLES));
        let middle = if second.is_empty() { first.to_owned() } else { format!("{first} {second}") };
        Self { family, middle, given, sex: if is_female { "female" } else { "male" } }
    }
}

fn teacher(at: usize) -> String {
    format!("gv-{:06}", at + 1)
}

fn school(at: usize) -> String {
    format!("truong-{:05}", at + 1)
}

fn school_name(at: usize) -> String {
    let (level, rest) = (at % LEVELS.len(), at / LEVELS.len());
    let (first, rest) = (rest % PLACES.len(), rest / PLACES.len());
    let (second, rest) = (rest % SECOND_PLACES.len(), rest / SECOND_PLACES.len());
    let number = if rest == 0 { String::new() } else { format!(" số {}", rest + 1) };
    format!("Trường {}{number} {} {}", LEVELS[level], PLACES[first], SECOND_PLACES[second])
}

/// Returns what a teacher is honoured for, in words that fit after “vì”.
fn reason(at: usize) -> String {
    let mix = mixed(at);
    let (pupils, prizes, lessons) = (20 + mix % 180, 2 + mix / 180 % 17, 3 + mix / 3060 % 90);
    let deed = match mix / 275_400 % 4 {
        0 => format!("đã bồi dưỡng {pupils} học sinh giỏi, trong đó {prizes} em đạt giải cấp tỉnh"),
        1 => format!("đã dạy thêm {lessons} buổi không thu tiền cho {pupils} học sinh có hoàn cảnh khó khăn"),
        2 => format!("đã biên soạn {lessons} học liệu số được {prizes} trường trong tỉnh sử dụng"),
        _ => format!("đã vận động {prizes} học sinh bỏ học trở lại lớp và giúp đỡ {pupils} em khác"),
    };
    format!("{deed} trong năm học 2024 - 2025")
}

/// Returns a number that looks like chance, and is the same every time (`SplitMix64`).
fn mixed(at: usize) -> usize {
    let mut bits = (at as u64).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    usize::try_from((bits ^ (bits >> 31)) >> 33).unwrap_or_default()
}

fn pick(words: &[&'static str], mix: usize) -> &'static str {
    words[mix % words.len()]
}

const FAMILIES: [&str; 30] = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô",
    "Dương", "Lý", "Đinh", "Đoàn", "Trịnh", "Lâm", "Mai", "Cao", "Tạ", "Hà", "Chu", "Thái", "Quách", "Lưu",
    "Tô", "Châu",
];
const FEMALE_MIDDLES: [&str; 5] = ["Thị", "Ngọc", "Thanh", "Kim", "Bích"];
const MALE_MIDDLES: [&str; 5] = ["Văn", "Đình", "Hữu", "Quang", "Trọng"];
const SECOND_MIDDLES: [&str; 11] =
    ["", "Minh", "Hoài", "Hồng", "Tuấn", "Xuân", "Diệu", "Khánh", "Nhật", "Thiên", "Gia"];
const GIVEN: [&str; 42] = [
    "An", "Anh", "Bảo", "Bình", "Châu", "Chi", "Dung", "Duy", "Dương", "Đạt", "Đức", "Giang", "Hà", "Hải",
    "Hân", "Hạnh", "Hiền", "Hiếu", "Hoa", "Hòa", "Huệ", "Hưng", "Khang", "Khoa", "Lan", "Linh", "Loan",
    "Long", "Mai", "Nam", "Nga", "Ngân", "Nghĩa", "Nhung", "Oanh", "Phúc", "Phương", "Quỳnh", "Sơn", "Tâm",
    "Thảo", "Yến",
];
const SUBJECTS: [&str; 10] = [
    "Toán",
    "Ngữ văn",
    "Tiếng Anh",
    "Vật lí",
    "Hóa học",
    "Sinh học",
    "Lịch sử",
    "Địa lí",
    "Tin học",
    "Giáo dục thể chất",
];
const LEVELS: [&str; 4] = ["Mầm non", "Tiểu học", "Trung học cơ sở", "Trung học phổ thông"];
const PLACES: [&str; 20] = [
    "An", "Bình", "Cẩm", "Đông", "Hòa", "Hưng", "Lộc", "Long", "Mỹ", "Nam", "Ninh", "Phú", "Phước", "Quảng",
    "Tân", "Thạnh", "Thuận", "Trung", "Vạn", "Vĩnh",
];
const SECOND_PLACES: [&str; 20] = [
    "Bắc", "Châu", "Điền", "Giang", "Hải", "Hiệp", "Khánh", "Lãnh", "Lâm", "Lợi", "Nghĩa", "Nhơn", "Phong",
    "Sơn", "Tây", "Thành", "Thịnh", "Thọ", "Tiến", "Xuân",
];
