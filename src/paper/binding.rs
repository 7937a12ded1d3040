//! 取值 — what a paper may show: a closed set of names, so that a form can be read and checked without running it.

use crate::order::{Field, Step};
use crate::term::{Term, vocabulary};

vocabulary! {
    /// 固定取值: what has a name of its own.
    #[doc(alias = "取值")]
    Known {
        // 诉求人和诉求
        Name "name" "来电人", Phone "phone" "联系电话", Address "address" "联系地址", Story "story" "来电内容",
        Site "site" "诉求地址",
        Calls "calls" "来电次数", Urged "urged" "是否催单",
        // 工单
        Lead "lead" "承办单位", Assisting "assisting" "协办单位", Units "units" "主办和协办单位", Stage "stage" "当前状态",
        Pack "pack" "所依规则",
        Registered "registered" "登记时间", Dispatched "dispatched" "转交时间", Completed "completed" "办结时间",
        Closed "closed" "结案时间", Archived "archived" "归档时间",
        // 时限
        Due "due" "到期日", DueDays "due_days" "办理期限", DueBasis "due_basis" "期限依据",
        LimitDays "limit_days" "原定期限", LimitDue "limit_due" "原到期日",
        ReviewDue "review_due" "复核期限",
        // 督办案
        CaseNumber "case.number" "督办编号", CaseGround "case.ground" "督办事由", CaseReason "case.reason" "立案理由",
        CaseModes "case.modes" "督办方式",
        CaseLimit "case.limit" "督办时限", CaseOpened "case.opened" "立案时间", CaseStage "case.stage" "案卷状态",
        CaseCourse "case.course" "督办过程",
        // 单位
        UnitName "unit.name" "单位名称", UnitPrincipal "unit.principal" "主要负责人", UnitDeputy "unit.deputy" "分管领导",
        UnitLiaison "unit.liaison" "联络员",
        UnitOffice "unit.office" "承办科室", UnitClerk "unit.clerk" "经办人", UnitPhone "unit.phone" "单位电话",
        // 清单中的一行
        ItemNth "item.nth" "序号", ItemTitle "item.title" "名称", ItemAt "item.at" "时间", ItemDay "item.day" "日期",
        ItemBy "item.by" "责任者", ItemWhat "item.what" "内容",
        // 本单位
        Office "office" "单位抬头", Today "today" "今日", OrdersCount "orders.count" "清单件数",
        Lacking "lacking" "尚缺材料",
    }
}

/// 取值: a value by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Binding {
    /// One with a name of its own.
    Known(Known),
    /// `urgency`: what is on file of the request.
    Filed(Field),
    /// `fact.reason`: of the fact the paper is about.
    Own(Part),
    /// `last.reply.at`: of the last time a step was done.
    Last(Step, Part),
    /// `ever.remind`: every time a step was done, a line each.
    Ever(Step),
    /// `within.XH-F1`: whether what a clause sets a limit for was done in time.
    Within(String),
}

/// 记录的一部分: what of a fact is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// When, with the time of day.
    At,
    /// The day.
    Day,
    /// Who noted it.
    By,
    /// What stands in a field.
    Field(Field),
}

impl Part {
    fn parse(code: &str, step: Step) -> Option<Self> {
        match code {
            "at" => Some(Self::At),
            "day" => Some(Self::Day),
            "by" => Some(Self::By),
            _ => Field::from_code(code).filter(|field| step.fields().contains(field)).map(Self::Field),
        }
    }
}

impl Binding {
    /// Reads a name; `own` is the step whose fact the paper is about.
    pub(super) fn parse(name: &str, own: Option<Step>) -> Option<Self> {
        if let Some(known) = Known::from_code(name) {
            return Some(Self::Known(known));
        }
        if let Some(part) = name.strip_prefix("fact.") {
            return Part::parse(part, own?).map(Self::Own);
        }
        if let Some(last) = name.strip_prefix("last.") {
            let (step, part) = last.split_once('.')?;
            let step = Step::from_code(step)?;
            return Part::parse(part, step).map(|part| Self::Last(step, part));
        }
        if let Some(step) = name.strip_prefix("ever.") {
            return Step::from_code(step).map(Self::Ever);
        }
        if let Some(row) = name.strip_prefix("within.") {
            return (!row.is_empty()).then(|| Self::Within(row.to_owned()));
        }
        let field = Field::from_code(name)?;
        let filed = matches!(field, Field::Attribute(_) | Field::Own(_)) || Step::Register.fields().contains(&field);
        filed.then_some(Self::Filed(field))
    }
}
