//! 虚构人物与单位 — names, telephones, places and units that plainly exist nowhere.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;

use crate::ledger::{OFFICE, Post, Unit};
use crate::order::{Actor, Fact, Kind, Record, Step};
use crate::term::Term;

use super::chance::Chance;

const FAMILY: [&str; 4] = ["测试", "演示", "示例", "样例"];
const GIVEN: [&str; 10] = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"];
const MORE: [&str; 8] = ["", "安", "宁", "和", "平", "明", "远", "清"];
const ROADS: [&str; 6] = ["示范路", "样板街", "演练巷", "样例大道", "试验弄", "演示里"];

/// Units of the registry, townships first: name, and the post nobody holds.
static UNITS: [(&str, Option<Post>); 12] = [
    ("示范镇人民政府", None),
    ("样板街道办事处", None),
    ("城市管理局", None),
    ("水利局", None),
    ("住房和城乡建设局", None),
    ("人力资源和社会保障局", None),
    ("公安分局", None),
    ("市场监督管理局", None),
    ("生态环境分局", None),
    ("交通运输局", None),
    ("教育局", Some(Post::Deputy)),
    ("供水公司", Some(Post::Liaison)),
];
/// How many of [`UNITS`] are townships or subdistricts.
const TOWNS: usize = 2;

fn one_of(list: &[&'static str], n: usize) -> &'static str {
    list.get(n % list.len().max(1)).copied().unwrap_or_default()
}

/// 姓名: the first forty differ in two parts, then a third is added.
pub(super) fn person(n: usize) -> String {
    let rest = n / FAMILY.len();
    [one_of(&FAMILY, n), one_of(&GIVEN, rest), one_of(&MORE, rest / GIVEN.len())].concat()
}

/// A telephone of a range that belongs to nobody.
pub(super) fn phone(n: usize) -> String {
    format!("1990000{:04}", n % 10_000)
}

/// 单位名称.
pub(super) fn unit(n: usize) -> &'static str {
    UNITS.get(n % UNITS.len()).map_or("", |(name, _)| *name)
}

/// How many units there are.
pub(super) fn units() -> usize {
    UNITS.len()
}

/// Place of a unit in the registry; the first where there is none of the name.
pub(super) fn unit_named(name: &str) -> usize {
    UNITS.iter().position(|(known, _)| *known == name).unwrap_or_default()
}

/// Who holds a post in a unit.
pub(super) fn holder(unit: usize, post: Post) -> String {
    person((unit % UNITS.len()) * Post::ALL.len() + usize::from(post.index()))
}

/// 来电人.
#[derive(Debug, Clone)]
pub(super) struct Caller {
    /// 姓名.
    pub(super) name: String,
    /// 电话.
    pub(super) phone: String,
    /// 联系地址.
    pub(super) address: String,
    /// The road it is about.
    pub(super) road: &'static str,
    /// Number on that road.
    pub(super) house: usize,
}

impl Caller {
    /// Somebody.
    pub(super) fn new(chance: &mut Chance) -> Self {
        let road = one_of(&ROADS, chance.below(ROADS.len()));
        let home = one_of(&ROADS, chance.below(ROADS.len()));
        let (flat, door) = (chance.between(1, 12), chance.between(101, 604));
        Self {
            name: person(chance.below(FAMILY.len() * GIVEN.len() * MORE.len())),
            phone: phone(chance.below(10_000)),
            address: format!("{home}{}号{flat}栋{door}室", chance.between(1, 199)),
            road,
            house: chance.below(198) + 1,
        }
    }

    /// Where it is.
    pub(super) fn place(&self, at: &str) -> String {
        format!("{}{}号{at}", self.road, self.house)
    }
}

fn registered(n: usize, name: &str, missing: Option<Post>) -> Unit {
    let held = |post: Post| if post == Post::Office { "综合业务科".to_owned() } else { holder(n, post) };
    let posts = Post::ALL.iter().copied().filter(|post| Some(*post) != missing);
    Unit {
        name: name.to_owned(),
        town: n < TOWNS,
        posts: posts.map(|post| (post, held(post))).collect::<BTreeMap<_, _>>(),
        phone: phone(9_900 + n),
        mechanism: true,
        retired: false,
    }
}

/// 单位名册: the units as facts of the office log, set at this moment.
pub(super) fn office(chance: &mut Chance, at: NaiveDateTime) -> Vec<Fact> {
    let units = UNITS.iter().enumerate().map(|(n, (name, missing))| registered(n, name, *missing));
    units
        .map(|unit| {
            let mut with = Record::default();
            for (key, value) in unit.record() {
                with.put(key, value);
            }
            let kind = Kind::Done(Step::SetUnit);
            Fact { id: chance.id(), order: OFFICE, kind, at, noted: at, by: Actor::default(), with }
        })
        .collect()
}
