//! 单位名册 — the handling units and their people, as the office log has them, and what a pack misses in them.

use std::collections::BTreeMap;

use crate::order::{Fact, Item, Key, Step, Value};
use crate::pack::Pack;
use crate::term::{Role, Term, vocabulary};

vocabulary! {
    /// 单位里的岗位.
    Post {
        Principal "principal" "主要负责人", Deputy "deputy" "分管领导", Liaison "liaison" "联络员", Office "office" "承办科室", Clerk "clerk" "专职负责人（经办人）",
    }
}

/// 承办单位: one unit of the registry.
#[doc(alias = "承办单位")]
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unit {
    /// 名称; what orders are dispatched to.
    pub name: String,
    /// 乡镇（街道）, otherwise a department.
    pub town: bool,
    /// Who holds which post; several names by 、.
    pub posts: BTreeMap<Post, String>,
    /// 电话.
    pub phone: String,
    /// 内部工作机制已建立.
    pub mechanism: bool,
    /// 已停用.
    pub retired: bool,
}

/// 名册缺项: a post nobody holds that a clause asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnitGap {
    /// Nobody holds this post.
    Post(Post),
    /// No internal mechanism.
    Mechanism,
}

/// The registry: of each unit the latest word. Facts may come in any order.
pub fn units(facts: impl IntoIterator<Item = Fact>) -> Vec<Unit> {
    let mut facts: Vec<Fact> = facts.into_iter().filter(|fact| fact.step() == Some(Step::SetUnit)).collect();
    facts.sort_by_key(Fact::rank);
    let mut units: BTreeMap<String, Unit> = BTreeMap::new();
    for fact in facts {
        let with = &fact.with;
        let name = with.text(Item::UnitName).trim().to_owned();
        if name.is_empty() {
            continue;
        }
        let post = |post: Post, item: Item| (post, with.text(item).trim().to_owned());
        let posts = [
            post(Post::Principal, Item::UnitPrincipal),
            post(Post::Deputy, Item::UnitDeputy),
            post(Post::Liaison, Item::UnitLiaison),
            post(Post::Office, Item::UnitOffice),
            post(Post::Clerk, Item::UnitClerk),
        ];
        let unit = Unit {
            name: name.clone(),
            town: with.is(Item::UnitTown),
            posts: posts.into_iter().filter(|(_, held)| !held.is_empty()).collect(),
            phone: with.text(Item::UnitPhone).to_owned(),
            mechanism: with.is(Item::UnitMechanism),
            retired: with.is(Item::UnitRetired),
        };
        units.insert(name, unit);
    }
    units.into_values().collect()
}

impl Unit {
    /// The unit as the record of a fact.
    pub fn record(&self) -> Vec<(Key, Value)> {
        let post = |post| Value::Text(self.posts.get(&post).cloned().unwrap_or_default());
        vec![
            (Item::UnitName.into(), Value::Text(self.name.clone())),
            (Item::UnitTown.into(), Value::Flag(self.town)),
            (Item::UnitPrincipal.into(), post(Post::Principal)),
            (Item::UnitDeputy.into(), post(Post::Deputy)),
            (Item::UnitLiaison.into(), post(Post::Liaison)),
            (Item::UnitOffice.into(), post(Post::Office)),
            (Item::UnitClerk.into(), post(Post::Clerk)),
            (Item::UnitPhone.into(), Value::Text(self.phone.clone())),
            (Item::UnitMechanism.into(), Value::Flag(self.mechanism)),
            (Item::UnitRetired.into(), Value::Flag(self.retired)),
        ]
    }
}

/// What a pack misses in a unit, by the posts its registry rule names.
pub fn gaps(pack: &Pack, unit: &Unit) -> Vec<(UnitGap, String)> {
    let posts = |role: &Role| match role {
        Role::Principal => Some(UnitGap::Post(Post::Principal)),
        Role::Deputy | Role::LineDeputy => Some(UnitGap::Post(Post::Deputy)),
        Role::Liaison => Some(UnitGap::Post(Post::Liaison)),
        Role::Office => Some(UnitGap::Post(Post::Office)),
        Role::Clerk => Some(UnitGap::Post(Post::Clerk)),
        _ => None,
    };
    let mut found = Vec::new();
    for rule in pack.rules() {
        for gap in rule.registry.iter().filter_map(posts) {
            let held = matches!(&gap, UnitGap::Post(post) if unit.posts.contains_key(post));
            if !held {
                found.push((gap, rule.id.clone()));
            }
        }
        if rule.mechanism && !unit.mechanism {
            found.push((UnitGap::Mechanism, rule.id.clone()));
        }
    }
    found
}
