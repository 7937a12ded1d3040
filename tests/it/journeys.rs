//! Whole orders, from the first call to the end: every step decided on what the log says so far, and between any two
//! steps the log written out and read in again, as on a reload.

use super::orders::{fact, line};
use banjie::calendar::{Calendar, CalendarBook};
use banjie::deadline::Regime;
use banjie::deadline::query::moment_of;
use banjie::guidance::duties;
use banjie::ledger::{Log, lines};
use banjie::order::{Fact, Id, WorkOrder};
use banjie::pack::{Choices, Pack, Rule};
use banjie::term::{Act, Stage, Term, Track};
use banjie::workflow::{Reason, Why, decide};
use chrono::NaiveDateTime;
use std::sync::Arc;

/// One order's way. A line is
///
/// - a step, as in the `[[order]]` cases: it must be allowed;
/// - `!GD-07.3` and a step: it must be refused by this rule or row; `!turn`: because it is not its turn;
/// - `=handling 2026-10-12`: when the binding limit of an act ends; `=stage` and `=lead`: where the order stands and who
///   has it;
/// - `?duty GD-08` or `~duty GD-08`: owed or not owed, now or at the moment named.
struct Journey {
    name: &'static str,
    lines: &'static [&'static str],
    ends: Stage,
}

struct Walk<'a> {
    regime: &'a Regime<'a>,
    facts: Vec<Fact>,
    order: WorkOrder,
    now: NaiveDateTime,
}

fn walk(pack: &str, journeys: &[Journey]) {
    let pack = Pack::builtin(pack).unwrap();
    let choices = Choices::default();
    let calendar = Calendar::new(Arc::new(CalendarBook::builtin()), None);
    let regime = Regime::new(&pack, &choices, &calendar);
    for Journey { name, lines, ends } in journeys {
        let order = WorkOrder::fold(Id::new([200; 10]), []);
        let mut walk = Walk { regime: &regime, facts: Vec::new(), order, now: NaiveDateTime::MIN };
        for text in *lines {
            if let Err(wrong) = walk.line(text) {
                panic!("{}, {name}\n  {text}\n  {wrong}", pack.id());
            }
        }
        assert_eq!(walk.order.stage, *ends, "{}, {name}", pack.id());
    }
}

impl Walk<'_> {
    fn line(&mut self, text: &str) -> Result<(), String> {
        let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
        if let Some(wanted) = first.strip_prefix('!') {
            self.is_refused(wanted, rest)
        } else if let Some(what) = first.strip_prefix('=') {
            same(rest, &self.says(what))
        } else if first == "?duty" {
            self.owes(rest, true)
        } else if first == "~duty" {
            self.owes(rest, false)
        } else {
            self.take(text)
        }
    }

    fn known(&self) -> Option<&WorkOrder> {
        (!self.facts.is_empty()).then_some(&self.order)
    }

    fn take(&mut self, text: &str) -> Result<(), String> {
        let command = line(text);
        self.now = self.now.max(command.at);
        let n = u8::try_from(self.facts.len() + 1).unwrap();
        let expected = fact(n, self.order.id, command.clone());
        let decided = decide(self.regime, self.known(), &command, self.now);
        let decided = decided.map_err(|refusal| format!("refused: {}", told(&refusal.reasons)))?;
        let new: Vec<Fact> =
            decided.into_iter().map(|new| new.noted(expected.id, expected.order, expected.noted)).collect();
        if new != [expected] {
            return Err(format!("decided as something else: {new:?}"));
        }
        self.facts.extend(new);
        self.reload()
    }

    /// Goes on with what a machine would know that has only the log.
    fn reload(&mut self) -> Result<(), String> {
        let before = WorkOrder::fold(self.order.id, self.facts.iter().cloned());
        let mut log = Log::default();
        let unreadable = log.take(lines(&self.facts));
        let facts: Vec<Fact> = log.facts(self.order.id).collect();
        if unreadable > 0 || facts != self.facts {
            return Err(format!("{unreadable} lines unreadable, read back as {facts:?}"));
        }
        let after = log.order(self.order.id);
        if after != before {
            return Err(format!("before the reload {before:?}, after it {after:?}"));
        }
        if !after.anomalies.is_empty() {
            return Err(format!("allowed, yet it does not fit together: {:?}", after.anomalies));
        }
        self.order = after;
        Ok(())
    }

    fn is_refused(&mut self, wanted: &str, text: &str) -> Result<(), String> {
        let command = line(text);
        self.now = self.now.max(command.at);
        let Err(refusal) = decide(self.regime, self.known(), &command, self.now) else {
            return Err("allowed".to_owned());
        };
        let by = |reason: &Reason<'_>| match reason.why {
            Why::Sequence(_) => wanted == "turn",
            _ => reason.rule.is_some_and(|rule| is(rule, wanted)),
        };
        if refusal.reasons.iter().any(by) { Ok(()) } else { Err(format!("refused: {}", told(&refusal.reasons))) }
    }

    fn says(&self, what: &str) -> String {
        match what {
            "stage" => self.order.stage.code().to_owned(),
            "lead" => self.order.lead.clone(),
            act => {
                let act = Act::from_code(act).unwrap_or_else(|| panic!("no act {act}"));
                let limits = self.regime.deadlines_of(act, Track::Handling, &self.order.input, self.now);
                let binding = limits.iter().filter(|limit| limit.is_live() && !limit.rule.beside);
                let due = binding.filter_map(|limit| limit.due).min_by_key(|due| due.at);
                due.map_or_else(|| "nothing".to_owned(), |due| due.machine_text())
            }
        }
    }

    fn owes(&self, text: &str, owed: bool) -> Result<(), String> {
        let (wanted, at) = text.split_once(' ').unwrap_or((text, ""));
        let at = if at.is_empty() { self.now } else { moment_of(at).unwrap() };
        let duties = duties(self.regime, &self.order, at);
        let rules: Vec<&Rule> = duties.iter().filter_map(|duty| duty.rule).collect();
        if rules.iter().any(|rule| is(rule, wanted)) == owed {
            return Ok(());
        }
        Err(format!("owed: {}", rules.iter().map(|rule| rule.id.as_str()).collect::<Vec<_>>().join(" ")))
    }
}

fn is(rule: &Rule, wanted: &str) -> bool {
    rule.id == wanted || rule.row() == wanted
}

fn same(expected: &str, said: &str) -> Result<(), String> {
    if expected == said { Ok(()) } else { Err(format!("got {said}")) }
}

fn told(reasons: &[Reason<'_>]) -> String {
    let rule = |reason: &Reason<'_>| reason.rule.map_or_else(|| "-".to_owned(), |rule| rule.id.clone());
    reasons.iter().map(|reason| format!("{} {:?}", rule(reason), reason.why)).collect::<Vec<_>>().join("; ")
}

/// A completion with all that Hualong asks for.
macro_rules! hualong_complete {
    ($at:literal) => {
        concat!(
            $at,
            " complete outcome=solved process=现场核查后整改 result=已办妥 opinion=属实并已整改 told=电话告知结果",
            " asked_satisfaction=yes check_request=yes check_facts=yes check_basis=yes check_process=yes",
            " check_opinion=yes check_reply=yes check_feedback=yes"
        )
    };
}

/// A registration with all that Inner Mongolia asks for but the place and the urgency.
macro_rules! neimenggu_register {
    ($at:literal, $more:literal) => {
        concat!(
            $at,
            " register title=暖气不热 nature=complaint subject=livelihood channel=phone privacy=public occurred=当晚",
            " persons=某供热站 cause=换热站停运 demand=恢复供热 taken_name=yes taken_phone=yes taken_address=yes",
            " taken_story=yes ",
            $more
        )
    };
}

/// A completion with the four parts.
macro_rules! neimenggu_complete {
    ($at:literal) => {
        concat!(
            $at,
            " complete result=已恢复供热 contacting=电话联系诉求人 investigation=换热站跳闸停运",
            " opinion=已修复并加强巡检 basis=供热管理条例"
        )
    };
}

const HUALONG: &[Journey] = &[
    Journey {
        name: "an ordinary complaint handed over by the city, along every desk of the unit",
        lines: &[
            "!turn 2026-09-29T08:50 accept",
            "2026-09-29T09:00 register number=HL-001 title=夜市油烟扰民 nature=complaint channel=city source_number=PY-0929-01 printed_due=2026-10-14 place=胜利路",
            "!turn 2026-09-29T09:05 register title=夜市油烟扰民",
            "!turn 2026-09-29T09:10 dispatch lead=城管局 assign_basis=油烟扰民属城管局职责",
            "2026-09-29T09:20 accept",
            "!GD-02 2026-09-29T09:30 dispatch lead=城管局",
            "!turn 2026-09-29T09:40 sign_for",
            "2026-09-29T10:00 dispatch lead=城管局 assign_basis=油烟扰民属城管局职责",
            "=stage dispatched",
            "=lead 城管局",
            // Tue 09-29; 09-30 (1), 10-01 to 10-07 off, 10-08 (2) 10-09 (3) 10-10 Sat worked (4) 10-12 Mon (5).
            "=handling 2026-10-12",
            // 24 hours of working days from 09-29T10:00.
            "=sign_for 2026-09-30T10:00",
            "?duty YX-07.2",
            "?duty GD-08",
            "2026-09-29T11:00 sign_for",
            "=stage handling",
            "~duty YX-07.2",
            "!turn 2026-09-29T11:05 sign_for",
            "!JB-1 2026-09-29T11:10 sign_off signed_by=deputy",
            "2026-09-29T14:10 propose opinion=由油烟治理中队查处",
            "!JB-1 2026-09-29T14:20 assign handler=油烟治理中队",
            "!JB-1 2026-09-29T14:25 sign_off signed_by=liaison opinion=同意",
            "2026-09-29T14:30 sign_off signed_by=deputy opinion=同意",
            "2026-09-29T14:40 assign handler=油烟治理中队",
            "!GD-08 2026-09-29T14:50 contact means=phone told_acceptance=yes told_procedure=yes",
            "2026-09-29T15:00 contact means=phone told_acceptance=yes told_procedure=yes told_limit=yes",
            "~duty GD-08",
            "?duty LC-4",
            hualong_complete!("!GD-11 2026-10-09T14:50"),
            "2026-10-09T15:00 finish result=油烟净化设施已安装",
            "=stage finished",
            "~duty LC-4",
            "!JB-1 2026-10-09T15:10 reply means=platform answer=已安装净化设施并达标",
            "!JB-1 2026-10-09T15:20 approve_answer signed_by=principal opinion=同意答复",
            "2026-10-09T15:30 approve_answer signed_by=deputy opinion=同意答复",
            "!GD-10.3 2026-10-09T15:40 reply means=platform",
            "!GD-11 2026-10-09T15:50 reply answer=已安装净化设施并达标",
            "!YX-07.5 2026-10-09T15:55 reply means=phone answer=已安装净化设施并达标 written_wanted=yes",
            "2026-10-09T16:00 reply means=platform answer=已安装净化设施并达标",
            "!GD-12 2026-10-09T16:10 complete outcome=solved process=现场核查 result=已安装 opinion=属实 told=电话告知 asked_satisfaction=yes check_request=yes check_facts=yes check_process=yes check_opinion=yes check_reply=yes check_feedback=yes",
            "!GD-29.4 2026-10-09T16:20 complete process=现场核查 result=已安装 opinion=属实 told=电话告知 asked_satisfaction=yes check_request=yes check_facts=yes check_basis=yes check_process=yes check_opinion=yes check_reply=yes check_feedback=yes",
            hualong_complete!("2026-10-09T16:30"),
            "=stage completed",
            "!turn 2026-10-09T16:40 complete",
            "!turn 2026-10-09T16:50 request_extension days=1",
        ],
        ends: Stage::Completed,
    },
    Journey {
        name: "a return upheld: the new unit begins anew, and completes",
        lines: &[
            "2026-09-23T09:00 register title=河道垃圾无人清理 nature=complaint channel=city place=第三濮清南干渠",
            "2026-09-23T09:10 accept",
            "2026-09-23T10:00 dispatch lead=城管局 assign_basis=市容保洁属城管局",
            // Wed 09-23; 09-24 (1), 09-25 to 09-27 off, 09-28 (2) 09-29 (3) 09-30 (4), 10-01 to 10-07 off, 10-08 (5).
            "=handling 2026-10-08",
            "2026-09-23T14:00 sign_for",
            "2026-09-23T15:00 contact means=phone told_acceptance=yes told_procedure=yes told_limit=yes",
            "2026-09-23T16:00 propose opinion=到现场核实",
            "2026-09-23T16:10 sign_off signed_by=principal",
            "2026-09-23T16:20 assign handler=环卫科",
            "!GD-07.1 2026-09-24T09:00 request_return return_ground=not_ours reason=属河道管理 basis=三定方案 suggested_unit=水利局",
            "!GD-07.1 2026-09-24T09:05 request_return return_ground=not_ours reason=属河道管理 signed_by=deputy suggested_unit=水利局",
            "!YX-07.2b 2026-09-24T09:10 request_return return_ground=not_ours reason=属河道管理 basis=三定方案 signed_by=deputy",
            "2026-09-24T09:30 request_return return_ground=not_ours reason=属河道管理 basis=三定方案 signed_by=deputy suggested_unit=水利局",
            "=stage return_pending",
            "?duty GD-07.3",
            "!turn 2026-09-24T09:40 request_return return_ground=not_ours reason=属河道管理 basis=三定方案 signed_by=deputy suggested_unit=水利局",
            hualong_complete!("!turn 2026-09-24T09:50"),
            "2026-09-24T11:00 uphold_return opinion=河道保洁属水利局",
            "=stage returned",
            "~duty GD-07.3",
            "!turn 2026-09-24T11:10 assign handler=环卫科",
            "!turn 2026-09-24T11:20 reject_return reason=再议",
            "2026-09-24T15:00 dispatch lead=水利局 assign_basis=河道保洁属水利局",
            "=stage dispatched",
            "=lead 水利局",
            // From the reassignment, Thu 09-24: 09-28 (1) 09-29 (2) 09-30 (3) 10-08 (4) 10-09 (5).
            "=handling 2026-10-09",
            // 9 hours of 09-24, 09-25 to 09-27 off, 15 hours of 09-28.
            "=sign_for 2026-09-28T15:00",
            // The first unit's signing, contact and papers are not the new one's.
            "?duty YX-07.2",
            "?duty GD-08",
            "2026-09-24T16:00 sign_for",
            "!JB-1 2026-09-24T16:05 assign handler=河道所",
            "2026-09-24T16:10 propose opinion=当日清理",
            "2026-09-24T16:20 sign_off signed_by=deputy",
            "2026-09-24T16:30 assign handler=河道所",
            "2026-09-28T09:00 contact means=phone told_acceptance=yes told_procedure=yes told_limit=yes",
            "~duty GD-08",
            "2026-09-30T15:00 finish result=垃圾已清运",
            "2026-09-30T15:30 reply means=phone answer=垃圾已清运",
            hualong_complete!("!JB-1 2026-09-30T15:40"),
            "2026-09-30T15:50 approve_answer signed_by=deputy",
            hualong_complete!("2026-09-30T16:00"),
        ],
        ends: Stage::Completed,
    },
    Journey {
        name: "a return rejected: not asked for again, completed first, objected to afterwards",
        lines: &[
            "2026-03-02T09:00 register title=楼顶漏水多年未修 nature=complaint channel=city place=任丘路",
            "2026-03-02T09:10 accept",
            "2026-03-02T10:00 dispatch lead=房管中心 assign_basis=公房维修属房管中心",
            // Mon 03-02; 03-03 (1) 03-04 (2) 03-05 (3) 03-06 (4) 03-09 Mon (5).
            "=handling 2026-03-09",
            "2026-03-02T11:00 sign_for",
            "2026-03-03T09:00 contact means=phone told_acceptance=yes told_procedure=yes told_limit=yes",
            // Not the unit's own: until the end of 03-03. Specially complex: until the end of 03-04.
            "!GD-07.1 2026-03-04T08:30 request_return return_ground=not_ours reason=产权不属本单位 basis=三定方案 signed_by=deputy suggested_unit=住建局",
            "2026-03-04T09:00 request_return return_ground=complex reason=涉及多年产权纠纷 signed_by=deputy",
            "2026-03-04T11:00 reject_return reason=在管房名录内",
            "=stage handling",
            // The clock did not stop.
            "=handling 2026-03-09",
            "!GD-07.3 2026-03-04T14:00 request_return return_ground=complex reason=涉及多年产权纠纷 signed_by=deputy",
            "!GD-07.3 2026-03-04T14:10 lodge_objection reason=仍认为不属本单位",
            "2026-03-04T15:00 propose opinion=先行维修",
            "2026-03-04T15:10 sign_off signed_by=principal",
            "2026-03-04T15:20 assign handler=维修队",
            "2026-03-06T11:00 finish result=防水已重做",
            "2026-03-06T14:30 approve_answer signed_by=deputy",
            "2026-03-06T15:00 reply means=phone answer=防水已重做",
            hualong_complete!("2026-03-06T16:00"),
            "=stage completed",
            "!turn 2026-03-09T08:50 rule_on_objection opinion=维持",
            "2026-03-09T09:00 lodge_objection reason=仍认为不属本单位",
            "2026-03-10T09:00 rule_on_objection upheld=yes opinion=下次派住建局",
        ],
        ends: Stage::Completed,
    },
    Journey {
        name: "at once on a Saturday night",
        lines: &[
            "2026-04-18T22:00 register title=路灯杆倾倒 nature=help channel=city at_once=hazard place=黄河路",
            "2026-04-18T22:03 accept",
            "!GD-24 2026-04-18T22:05 dispatch lead=市政处 assign_basis=照明设施属市政处",
            "2026-04-18T22:10 dispatch lead=市政处 assign_basis=照明设施属市政处 how=wechat",
            "?duty GD-24:at_once",
            "?duty GD-24:receive",
            "?duty GD-24:progress",
            // Sat 04-18; 04-20 Mon (1) to 04-24 Fri (5).
            "=handling 2026-04-24",
            // The next working day, Mon 04-20, begins.
            "=progress 2026-04-20T00:00",
            "2026-04-18T22:20 sign_for",
            "~duty GD-24:receive",
            "2026-04-18T22:25 propose opinion=先围挡后更换",
            "2026-04-18T22:30 sign_off signed_by=deputy",
            "2026-04-18T22:35 assign handler=抢修班",
            "2026-04-18T22:40 contact means=phone told_acceptance=yes told_procedure=yes told_limit=yes",
            "!GD-24 2026-04-18T23:20 report_progress",
            "2026-04-18T23:30 report_progress what=已围挡，天亮后更换",
            "2026-04-19T10:00 finish result=灯杆已更换",
            "2026-04-19T10:10 approve_answer signed_by=deputy",
            "2026-04-19T10:20 reply means=phone answer=灯杆已更换",
            hualong_complete!("!GD-24 2026-04-19T10:30"),
            // The phone call of the night, entered in the morning.
            "2026-04-18T22:15 confirm_by_phone what=值班员已接单",
            "=stage finished",
            hualong_complete!("2026-04-19T10:40"),
            "~duty GD-24",
        ],
        ends: Stage::Completed,
    },
    Journey {
        name: "governed by law: extended twice within the caps, a third time not at all",
        lines: &[
            "2026-03-02T09:00 register title=无证经营 nature=complaint channel=city statutory=governed place=建设路",
            "2026-03-02T09:10 accept",
            "2026-03-02T10:00 dispatch lead=市场监管局 assign_basis=无证查处属市场监管局",
            "2026-03-02T11:00 sign_for",
            "2026-03-02T14:10 propose opinion=立案调查",
            "2026-03-02T14:20 sign_off signed_by=principal",
            "2026-03-02T14:30 assign handler=执法大队",
            "2026-03-03T09:00 contact means=phone told_acceptance=yes told_procedure=yes told_limit=yes",
            // Mon 03-02; 03-03 (1) 03-04 (2) 03-05 (3) 03-06 (4) 03-09 Mon (5).
            "=handling 2026-03-09",
            "!turn 2026-03-05T08:50 grant_extension days=5",
            // 03-23 would be the 15th: ten days left in all, but five at a time.
            "!YX-07.3b 2026-03-05T09:00 request_extension days=6 new_due=2026-03-17 reason=调查取证 written=yes online=yes sealed=yes signed_by=deputy",
            "!GD-09.3 2026-03-05T09:10 request_extension days=5 new_due=2026-03-16 reason=调查取证 written=yes online=yes signed_by=deputy",
            "!YX-07.3b 2026-03-05T09:20 request_extension days=5 reason=调查取证 written=yes online=yes sealed=yes signed_by=deputy",
            "2026-03-05T09:30 request_extension days=5 new_due=2026-03-16 reason=调查取证 written=yes online=yes sealed=yes signed_by=deputy",
            "=handling 2026-03-09",
            "?duty GD-09.3",
            "!turn 2026-03-05T09:40 request_extension days=5 new_due=2026-03-16 reason=调查取证 written=yes online=yes sealed=yes signed_by=deputy",
            "!YX-07.3b 2026-03-05T10:50 grant_extension days=6",
            "2026-03-05T11:00 grant_extension days=5 opinion=同意",
            // 03-10 (6) 03-11 (7) 03-12 (8) 03-13 (9) 03-16 Mon (10).
            "=handling 2026-03-16",
            "2026-03-12T09:00 request_extension days=5 new_due=2026-03-23 reason=等待鉴定 written=yes online=yes sealed=yes signed_by=deputy",
            "2026-03-12T15:00 deny_extension reason=鉴定委托书未附",
            "=handling 2026-03-16",
            "2026-03-13T09:00 request_extension days=5 new_due=2026-03-23 reason=等待鉴定 written=yes online=yes sealed=yes signed_by=deputy",
            // Asked in time, granted on the due day.
            "2026-03-16T15:00 grant_extension days=5 opinion=同意",
            // 03-17 (11) 03-18 (12) 03-19 (13) 03-20 (14) 03-23 Mon (15).
            "=handling 2026-03-23",
            "!GD-09.3 2026-03-20T09:00 request_extension days=1 new_due=2026-03-24 reason=等待鉴定 written=yes online=yes sealed=yes signed_by=deputy",
            "2026-03-23T10:00 finish result=已罚款并取缔",
            "2026-03-23T11:00 reply means=phone answer=已罚款并取缔",
            "2026-03-23T14:30 approve_answer signed_by=deputy",
            hualong_complete!("2026-03-23T15:00"),
        ],
        ends: Stage::Completed,
    },
    Journey {
        name: "not governed by law: no extension",
        lines: &[
            "2026-03-02T09:00 register title=路面破损 nature=help difficulty=complex channel=city",
            "2026-03-02T09:10 accept",
            "2026-03-02T10:00 dispatch lead=市政处 assign_basis=道路养护属市政处",
            "2026-03-02T11:00 sign_for",
            "!GD-09.3 2026-03-05T09:30 request_extension days=2 new_due=2026-03-11 reason=连续降雨 basis=施工规范 written=yes online=yes sealed=yes signed_by=deputy",
        ],
        ends: Stage::Handling,
    },
    Journey {
        name: "several units: one leads, none returns it",
        lines: &[
            "2026-04-30T08:40 register title=工地扬尘和夜间施工 nature=complaint joint=yes channel=city place=京开大道",
            "2026-04-30T08:50 accept",
            "!GD-10.4 2026-04-30T09:00 name_units lead=住建局 reason=责任较大",
            "2026-04-30T09:10 name_units lead=住建局 assisting=城管局,环境局 reason=责任较大",
            "2026-04-30T09:20 notify_units assisting=城管局,环境局 means=platform",
            "!GD-10.4 2026-04-30T09:30 dispatch lead=住建局 assisting=城管局,环境局 assign_basis=工地监管属住建局",
            "2026-04-30T10:00 dispatch lead=住建局 assisting=城管局,环境局 assign_basis=工地监管属住建局 notice_sent=yes",
            "=lead 住建局",
            // Thu 04-30; 05-01 to 05-05 off, 05-06 (1) 05-07 (2) 05-08 (3) 05-09 Sat worked (4) 05-11 Mon (5).
            "=handling 2026-05-11",
            "2026-04-30T11:00 sign_for",
            "!GD-10.4 2026-04-30T14:10 request_return return_ground=cross_department reason=须多部门会同 signed_by=deputy",
            "2026-04-30T14:20 propose opinion=三家联合检查",
            "2026-04-30T14:30 sign_off signed_by=principal",
            "2026-04-30T14:40 assign handler=质安站",
            "2026-05-06T09:00 contact means=phone told_acceptance=yes told_procedure=yes told_limit=yes",
            "2026-05-09T10:00 visit handler=质安站 arrived=2026-05-09T09:40 photos=yes",
            "2026-05-09T11:00 finish result=已落实降尘并停止夜间施工",
            "2026-05-09T14:30 approve_answer signed_by=deputy",
            "2026-05-09T15:00 reply means=phone answer=已落实降尘并停止夜间施工",
            hualong_complete!("2026-05-09T16:00"),
        ],
        ends: Stage::Completed,
    },
    Journey {
        name: "handled by law and called about again: no further dispatch",
        lines: &[
            "2026-03-02T09:00 register title=要求加倍补偿 nature=complaint channel=city calls=4 merit=excessive",
            "2026-03-02T09:10 accept",
            "2026-03-02T10:00 dispatch lead=征收办 assign_basis=征收补偿属征收办",
            "2026-03-02T11:00 sign_for",
            "2026-03-03T09:00 contact means=phone told_acceptance=yes told_procedure=yes told_limit=yes",
            "!YX-07.5 2026-03-03T14:50 explain means=in_person record_kept=yes",
            "2026-03-03T15:00 explain means=in_person what=补偿标准已执行到位 record_kept=yes",
            "2026-03-04T08:40 call_again said=仍要求加倍",
            "!turn 2026-03-04T08:50 grant_no_further",
            "!GD-10.5 2026-03-04T09:00 apply_no_further what=已依法补偿 reason=无新理由反复来电 basis=征收补偿条例",
            "2026-03-04T09:30 apply_no_further what=已依法补偿 reason=无新理由反复来电 basis=征收补偿条例 signed_by=deputy",
            "2026-03-04T15:00 deny_no_further reason=未附补偿协议",
            "=stage handling",
            "2026-03-05T09:00 apply_no_further what=已依法补偿并附协议 reason=无新理由反复来电 basis=征收补偿条例 signed_by=deputy",
            "2026-03-05T15:00 grant_no_further opinion=同意",
            "=stage no_further",
            "~duty GD-08 2026-03-10T09:00",
            "2026-03-09T09:00 call_again said=仍要求加倍",
            "!turn 2026-03-09T09:10 dispatch lead=征收办 assign_basis=征收补偿属征收办",
            hualong_complete!("!turn 2026-03-09T09:20"),
        ],
        ends: Stage::NoFurther,
    },
];

const SHICHENG: &[Journey] = &[
    Journey {
        name: "ordinary: signed off by the principal, the caller met",
        lines: &[
            "2026-03-02T09:00 register title=村道损毁 nature=complaint place=琴江镇",
            "2026-03-02T09:10 accept",
            "2026-03-02T10:00 dispatch lead=交通运输局",
            // Mon 03-02; the local five: 03-03 (1) 03-04 (2) 03-05 (3) 03-06 (4) 03-09 Mon (5).
            "=handling 2026-03-09",
            // The local one: 03-03 (1).
            "=sign_for 2026-03-03",
            "?duty SC-3a:sign",
            "2026-03-02T10:30 sign_for",
            "~duty SC-3a:sign",
            "!SC-1a 2026-03-02T10:40 assign handler=养护股",
            "!SC-1a 2026-03-02T11:00 sign_off signed_by=deputy lead_person=李副局长 handler=养护股 signoff_limit=3",
            "!SC-1a 2026-03-02T11:10 sign_off signed_by=principal lead_person=李副局长 handler=养护股",
            "2026-03-02T11:20 sign_off signed_by=principal lead_person=李副局长 handler=养护股 signoff_limit=3",
            // What the principal named: 03-03 (1) 03-04 (2) 03-05 (3).
            "=handling 2026-03-05",
            "2026-03-02T11:30 assign handler=养护股",
            "?duty SC-3b",
            "!SC-1b 2026-03-03T09:00 contact means=phone record_kept=yes",
            "!SC-1b 2026-03-03T09:10 contact means=phone why_not_met=诉求人在外地",
            "2026-03-03T15:00 contact means=in_person record_kept=yes what=到村见面核实",
            "!SC-4 2026-03-04T09:00 escalate to=县委信访局 reason=办不完 told=已讲明缘由",
            "2026-03-05T09:00 finish result=路面已修复",
            "~duty SC-3b",
            "!SC-1a 2026-03-05T09:30 reply means=in_person answer=路面已修复",
            "!SC-1a 2026-03-05T09:40 approve_answer signed_by=principal lead_person=李副局长 procedure=签批、现场核实、修复",
            "2026-03-05T10:00 approve_answer signed_by=principal lead_person=李副局长 procedure=签批、现场核实、修复 sealed=yes",
            "2026-03-05T11:00 reply means=in_person answer=路面已修复",
            "2026-03-05T15:00 complete result=路面已修复",
            // The day it was completed.
            "=callback 2026-03-05",
            "?duty SC-6a",
        ],
        ends: Stage::Completed,
    },
    Journey {
        name: "the caller cannot be met: a call with its record, and not before the contact",
        lines: &[
            "2026-03-02T09:00 register title=医保断缴 nature=help",
            "2026-03-02T09:10 accept",
            "2026-03-02T10:00 dispatch lead=医保局",
            "2026-03-02T10:30 sign_for",
            "2026-03-02T11:00 sign_off signed_by=principal lead_person=张副局长 handler=待遇股 signoff_limit=4",
            "2026-03-04T09:00 finish result=已补缴",
            "2026-03-04T09:30 approve_answer signed_by=principal lead_person=张副局长 procedure=核对、补缴 sealed=yes",
            "2026-03-04T10:00 reply means=phone answer=已补缴",
            "!SC-1b 2026-03-04T10:10 complete result=已补缴",
            "2026-03-04T10:20 contact means=phone why_not_met=诉求人在广东务工 record_kept=yes",
            "2026-03-04T10:30 complete result=已补缴",
        ],
        ends: Stage::Completed,
    },
    Journey {
        name: "difficult, marked on Monday morning: the visiting leader decides who has it",
        lines: &[
            "2026-03-02T08:40 register title=宅基地权属争议 nature=complaint difficulty=difficult",
            "2026-03-02T08:50 accept",
            "!SC-3c 2026-03-02T09:00 dispatch lead=自然资源局",
            "!SC-3c 2026-03-02T09:10 decide_unit lead=自然资源局 signed_by=visiting_leader",
            "~duty SC-3c",
            "2026-03-02T09:30 mark difficulty=difficult reason=权属不清",
            "?duty SC-3c",
            "!SC-3c 2026-03-02T10:00 decide_unit lead=自然资源局 signed_by=county_leader",
            "2026-03-02T10:30 decide_unit lead=自然资源局 signed_by=visiting_leader opinion=由自然资源局办理",
            "~duty SC-3c",
            "!SC-3c 2026-03-02T10:40 dispatch lead=农业农村局",
            "2026-03-02T10:50 dispatch lead=自然资源局",
            "=lead 自然资源局",
            "2026-03-02T11:30 sign_for",
            "2026-03-02T15:00 sign_off signed_by=principal lead_person=王副局长 handler=确权股 signoff_limit=8",
            // Mon 03-02; 03-03 (1) 03-04 (2) 03-05 (3) 03-06 (4) 03-09 (5) 03-10 (6) 03-11 (7) 03-12 (8).
            "=handling 2026-03-12",
            "2026-03-02T15:30 assign handler=确权股",
            "2026-03-03T09:00 contact means=at_door record_kept=yes",
            "2026-03-11T09:00 finish result=已调解并确权",
            "2026-03-11T10:00 approve_answer signed_by=principal lead_person=王副局长 procedure=调档、踏勘、调解 sealed=yes",
            "2026-03-11T11:00 reply means=in_person answer=已调解并确权",
            "2026-03-11T15:00 complete result=已调解并确权",
        ],
        ends: Stage::Completed,
    },
    Journey {
        name: "complex, not done in five days: escalated, and off the hotline’s clock",
        lines: &[
            "2026-03-02T09:00 register title=企业改制遗留社保 nature=complaint difficulty=complex",
            "2026-03-02T09:10 accept",
            "2026-03-02T10:00 dispatch lead=人社局",
            "2026-03-02T10:30 sign_for",
            "2026-03-02T15:00 sign_off signed_by=principal lead_person=陈副局长 handler=社保股 signoff_limit=10",
            // Mon 03-02; 03-03 (1) 03-04 (2) 03-05 (3) 03-06 (4) 03-09 (5) 03-10 (6) … 03-13 (9) 03-16 Mon (10).
            "=handling 2026-03-16",
            // The five: 03-09.
            "=escalation 2026-03-09",
            "2026-03-02T15:30 assign handler=社保股",
            "2026-03-03T09:00 contact means=in_person record_kept=yes",
            "!SC-4 2026-03-09T15:00 escalate to=县委信访局 reason=涉及多年改制政策",
            "2026-03-09T16:00 escalate to=县委信访局 reason=涉及多年改制政策 told=已讲明缘由并请等待",
            "=stage escalated",
            // Sixty days of the local setting: 03-31 (22) 04-30 (52) 05-08 Fri (60).
            "=handling 2026-05-08",
            "!turn 2026-03-09T16:10 escalate to=县委信访局 reason=再报 told=已讲明缘由",
            "2026-04-20T09:00 finish result=已补办社保",
            "2026-04-20T10:00 approve_answer signed_by=principal lead_person=陈副局长 procedure=会商、核定、补办 sealed=yes",
            "2026-04-20T11:00 reply means=in_person answer=已补办社保",
            "2026-04-20T15:00 complete result=已补办社保",
        ],
        ends: Stage::Completed,
    },
];

const SHANGRAO: &[Journey] = &[
    Journey {
        name: "an inquiry answered at hand",
        lines: &[
            "2026-03-02T09:00 register title=居住证在哪里办 nature=inquiry",
            "?duty SR-14.0:dispatch",
            "2026-03-02T09:02 accept",
            "!SR-14.0 2026-03-02T09:04 close_at_intake direct_close=answered answer=市民中心二楼",
            "2026-03-02T09:05 close_at_intake direct_close=answered answer=市民中心二楼 knowledge=居住证办理指南",
            "~duty SR-14.0:dispatch",
            "!turn 2026-03-02T09:10 dispatch lead=公安局 text_sent=yes",
        ],
        ends: Stage::ClosedAtIntake,
    },
    Journey {
        name: "a complaint extended, and again with an exception on record",
        lines: &[
            "2026-09-23T09:00 register title=施工噪声扰民 nature=complaint place=信州区",
            "2026-09-23T09:05 accept",
            "!SR-14.0 2026-09-23T09:08 dispatch lead=城管局",
            "2026-09-23T09:10 dispatch lead=城管局 text_sent=yes",
            "~duty SR-14.0:dispatch",
            "?duty SR-14.1",
            // Wed 09-23; 09-24 (1), 09-25 to 09-27 off, 09-28 (2) 09-29 (3) 09-30 (4), 10-01 to 10-07 off, 10-08 (5)
            // 10-09 (6) 10-10 Sat worked (7) 10-12 (8) 10-13 (9) 10-14 (10).
            "=handling 2026-10-14",
            "2026-09-23T10:00 sign_for",
            "~duty SR-14.1",
            "!SR-16 2026-10-12T09:00 request_extension days=11 reason=情况复杂",
            "!SR-16 2026-10-12T09:05 request_extension days=5",
            "2026-10-12T09:10 request_extension days=5 reason=情况复杂",
            "?duty SR-16",
            "2026-10-12T15:00 grant_extension days=5",
            // 10-15 (11) 10-16 (12) 10-19 (13) 10-20 (14) 10-21 (15).
            "=handling 2026-10-21",
            "!SR-16 2026-10-20T09:00 request_extension days=3 reason=仍未办妥",
            "2026-10-20T09:10 request_extension days=3 reason=仍未办妥 exception=连续降雨无法施工",
            "2026-10-20T15:00 grant_extension days=3",
            // 10-22 (16) 10-23 (17) 10-26 Mon (18).
            "=handling 2026-10-26",
            "!SR-13.6 2026-10-23T09:00 complete outcome=solved result=已装隔声屏",
            "2026-10-23T10:00 finish result=已装隔声屏",
            "!SR-13.4 2026-10-23T10:10 complete outcome=solved",
            "2026-10-23T10:20 complete outcome=solved result=已装隔声屏",
            "=stage completed",
            "?duty SR-13.4:reply",
            "!SR-23 2026-10-23T10:30 reply means=phone answer=已装隔声屏",
            "2026-10-23T10:40 reply means=phone answer=已装隔声屏 publishable=no",
            "~duty SR-13.4:reply",
        ],
        ends: Stage::Completed,
    },
    Journey {
        name: "returned as nothing to be accepted: the centre refuses it",
        lines: &[
            "2026-03-02T09:00 register title=不服法院判决 nature=complaint",
            "2026-03-02T09:05 accept",
            "2026-03-02T09:10 dispatch lead=司法局 text_sent=yes",
            "2026-03-02T10:00 sign_for",
            // Signed Mon 03-02; 03-03 (1).
            "=return 2026-03-03",
            "!SR-13.3 2026-03-03T08:50 request_return return_ground=not_acceptable reason=已经法院判决",
            "2026-03-03T09:00 request_return return_ground=not_acceptable reason=已经法院判决 basis=办法第十一条",
            "?duty SR-13.3",
            "!turn 2026-03-03T09:10 refuse refusal_ground=procedure explained=yes transferred_to=信州区法院 contact_given=yes",
            "2026-03-03T10:00 uphold_return",
            "=stage returned",
            "!SR-12 2026-03-03T10:05 refuse refusal_ground=procedure explained=yes contact_given=yes",
            "2026-03-03T10:10 refuse refusal_ground=procedure explained=yes transferred_to=信州区法院诉讼服务中心 contact_given=yes",
            "!turn 2026-03-03T10:20 dispatch lead=信访局 text_sent=yes",
        ],
        ends: Stage::Refused,
    },
    Journey {
        name: "returned as another’s: redispatched and completed",
        lines: &[
            "2026-03-02T09:00 register title=小区停水 nature=help",
            "2026-03-02T09:05 accept",
            "2026-03-02T09:10 dispatch lead=水务集团 text_sent=yes",
            // Mon 03-02; 03-03 (1) 03-04 (2) 03-05 (3) 03-06 (4) 03-09 Mon (5).
            "=handling 2026-03-09",
            "2026-03-02T10:00 sign_for",
            "2026-03-03T09:00 request_return return_ground=not_ours reason=管网未移交 suggested_unit=住建局",
            "2026-03-03T10:00 uphold_return",
            "2026-03-03T10:10 dispatch lead=住建局 text_sent=yes",
            "=lead 住建局",
            // From the reassignment, Tue 03-03: 03-04 (1) 03-05 (2) 03-06 (3) 03-09 (4) 03-10 (5).
            "=handling 2026-03-10",
            "?duty SR-14.1",
            "2026-03-03T11:00 sign_for",
            "2026-03-04T16:00 finish result=已恢复供水",
            "2026-03-04T17:00 complete outcome=solved result=已恢复供水",
        ],
        ends: Stage::Completed,
    },
    Journey {
        name: "not accepted: asked upward, explained, passed on",
        lines: &[
            "2026-03-02T09:00 register title=举报村干部违纪 nature=report jurisdiction=undeterminable",
            "!SR-11 2026-03-02T09:05 refuse explained=yes transferred_to=市纪委监委 contact_given=yes reported_up=yes",
            "!SR-12 2026-03-02T09:06 refuse refusal_ground=other_organ explained=yes transferred_to=市纪委监委 contact_given=yes",
            "!SR-12 2026-03-02T09:07 refuse refusal_ground=other_organ transferred_to=市纪委监委 contact_given=yes reported_up=yes",
            "2026-03-02T09:10 refuse refusal_ground=other_organ explained=yes transferred_to=市纪委监委信访室 contact_given=yes reported_up=yes",
            "~duty SR-14.0:dispatch",
            "!turn 2026-03-02T09:20 accept",
        ],
        ends: Stage::Refused,
    },
    Journey {
        name: "the unit signs late: its right to return runs from then",
        lines: &[
            "2026-03-02T09:00 register title=窨井盖破损 nature=help",
            "2026-03-02T09:05 accept",
            "2026-03-02T09:10 dispatch lead=市政公司 text_sent=yes",
            // Mon 03-02; 03-03 (1).
            "=sign_for 2026-03-03",
            "?duty SR-14.1 2026-03-04T09:00",
            "2026-03-04T09:30 sign_for",
            "~duty SR-14.1",
            // Signed Wed 03-04; 03-05 (1). The handling runs from the dispatch all the same.
            "=return 2026-03-05",
            "=handling 2026-03-09",
            "!SR-13.3 2026-03-06T00:01 request_return return_ground=not_ours reason=属通信井 suggested_unit=通管办",
            "2026-03-06T15:00 finish result=井盖已换",
            "2026-03-06T16:00 complete outcome=solved result=井盖已换",
        ],
        ends: Stage::Completed,
    },
];

const NEIMENGGU: &[Journey] = &[
    Journey {
        name: "reviewed, sent back, reviewed again",
        lines: &[
            neimenggu_register!("2026-03-02T09:00", "urgency=ordinary"),
            "2026-03-02T09:10 accept",
            "!NM-6.1.5 2026-03-02T09:15 submit_for_review",
            "2026-03-02T09:20 supplement place=海勃湾区新华街",
            "2026-03-02T09:30 submit_for_review",
            "=stage in_review",
            "?duty NM-6.2",
            // Mon 03-02; 03-03 (1).
            "=dispatch 2026-03-03",
            "!NM-6.2 2026-03-02T10:00 send_back_to_intake",
            "2026-03-02T10:10 send_back_to_intake reason=归口类别有误",
            "=stage back_at_intake",
            "!turn 2026-03-02T10:15 dispatch lead=住建局 assign_basis=供热管理属住建局且在海勃湾区",
            "2026-03-03T09:00 classify subject=service reason=按公共服务",
            "2026-03-03T09:05 accept",
            // The first review does not count any more.
            "!NM-6.2 2026-03-03T09:10 dispatch lead=住建局 assign_basis=供热管理属住建局且在海勃湾区",
            "2026-03-03T09:20 submit_for_review",
            // Submitted again Tue 03-03; 03-04 (1).
            "=dispatch 2026-03-04",
            "!NM-6.3 2026-03-03T09:50 dispatch lead=住建局 by=reviewer",
            "2026-03-03T10:00 dispatch lead=住建局 assign_basis=供热管理属住建局且在海勃湾区 by=reviewer",
            // Tue 03-03; 03-04 (1) 03-05 (2) 03-06 (3) 03-09 (4) 03-10 (5).
            "=handling 2026-03-10",
            "~duty NM-6.2",
            "2026-03-03T11:00 sign_for",
            neimenggu_complete!("!NM-6.4.2 2026-03-05T09:00"),
            // The service body’s call is not the unit’s.
            "2026-03-05T10:00 reply means=phone answer=已恢复供热 by=centre",
            neimenggu_complete!("!NM-6.6.1 2026-03-05T10:10"),
            "2026-03-05T11:00 reply means=phone answer=已恢复供热",
            "!NM-6.4.3 2026-03-05T11:10 complete result=已恢复供热 contacting=电话联系诉求人 opinion=已修复 basis=供热管理条例",
            neimenggu_complete!("2026-03-05T11:30"),
        ],
        ends: Stage::Completed,
    },
    Journey {
        name: "an emergency on a Saturday night, reported outward",
        lines: &[
            neimenggu_register!("2026-03-07T21:00", "place=海勃湾区新华街 urgency=very_urgent emergency=utility"),
            "2026-03-07T21:05 accept",
            "2026-03-07T21:10 submit_for_review",
            "2026-03-07T21:30 dispatch lead=住建局 assign_basis=供热管理属住建局且在海勃湾区",
            // Two hours of the clock, night and Saturday included.
            "=handling 2026-03-07T23:30",
            "?duty NM-6.4.4",
            "2026-03-07T21:40 sign_for",
            "!NM-6.4.4 2026-03-07T21:45 report_outward what=区域停暖 means=phone",
            "2026-03-07T23:00 reply means=phone answer=已恢复供热",
            neimenggu_complete!("!NM-6.4.4 2026-03-07T23:10"),
            "2026-03-07T23:15 report_outward to=应急管理局 what=区域停暖 means=phone",
            neimenggu_complete!("2026-03-07T23:20"),
        ],
        ends: Stage::Completed,
    },
    Journey {
        name: "suspended for a law’s time, resumed before it ran out",
        lines: &[
            neimenggu_register!(
                "2026-03-02T09:00",
                "place=海勃湾区新华街 urgency=ordinary statutory=limited statutory_limit=60 statutory_unit=calendar_day"
            ),
            "2026-03-02T09:10 accept",
            "2026-03-02T09:20 submit_for_review",
            "2026-03-02T10:00 dispatch lead=住建局 assign_basis=供热管理属住建局且在海勃湾区",
            // Mon 03-02; 03-03 (1) 03-04 (2) 03-05 (3) 03-06 (4) 03-09 Mon (5).
            "=handling 2026-03-09",
            "2026-03-02T11:00 sign_for",
            "!NM-6.4.1b 2026-03-03T08:50 request_suspension days=60",
            "!NM-6.4.1b 2026-03-03T08:55 request_suspension basis=调解仲裁法 days=61",
            "2026-03-03T09:00 request_suspension basis=调解仲裁法 days=60",
            "?duty NM-6.4.1b",
            "2026-03-03T10:00 deny_suspension reason=未附受理通知",
            "2026-03-03T15:00 request_suspension basis=调解仲裁法并附受理通知 days=60",
            "2026-03-04T10:00 suspend days=60",
            "=stage suspended",
            // 03-03 (1); sixty days from 03-04 end on 05-03, 05-04 and 05-05 off, 05-06 (2) 05-07 (3) 05-08 (4)
            // 05-09 Sat worked (5).
            "=handling 2026-05-09",
            neimenggu_complete!("!turn 2026-03-05T10:00"),
            "!turn 2026-03-05T10:10 request_suspension basis=调解仲裁法 days=60",
            "2026-03-18T10:00 resume reason=裁决已出",
            "=stage handling",
            // 03-03 (1); stood still at the end of 03-04 to 03-17; 03-18 (2) 03-19 (3) 03-20 (4) 03-23 Mon (5).
            "=handling 2026-03-23",
            "!turn 2026-03-18T10:10 resume reason=裁决已出",
            "2026-03-20T10:00 reply means=phone answer=按裁决已恢复供热",
            neimenggu_complete!("2026-03-20T11:00"),
        ],
        ends: Stage::Completed,
    },
    Journey {
        name: "complex: extended by five, and by more with an exception on record",
        lines: &[
            neimenggu_register!("2026-03-02T09:00", "place=海勃湾区新华街 urgency=ordinary difficulty=complex"),
            "2026-03-02T09:10 accept",
            "!NM-6.7 2026-03-02T09:15 close_at_intake direct_close=direct answer=已直接办理",
            "2026-03-02T09:20 submit_for_review",
            "2026-03-02T10:00 dispatch lead=住建局 assign_basis=供热管理属住建局且在海勃湾区",
            "2026-03-02T11:00 sign_for",
            // Mon 03-02; 03-03 (1) 03-04 (2) 03-05 (3) 03-06 (4) 03-09 Mon (5).
            "=handling 2026-03-09",
            "!NM-6.4.1a 2026-03-05T08:50 request_extension days=6 reason=情况复杂",
            "2026-03-05T09:00 request_extension days=5 reason=情况复杂",
            "2026-03-05T10:00 grant_extension days=5",
            // 03-10 (6) 03-11 (7) 03-12 (8) 03-13 (9) 03-16 Mon (10).
            "=handling 2026-03-16",
            "!NM-6.4.1a 2026-03-12T08:50 request_extension days=6 reason=管网改造",
            "2026-03-12T09:00 request_extension days=6 reason=管网改造 exception=需跨省采购部件",
            "2026-03-12T10:00 grant_extension days=6",
            // 03-17 (11) 03-18 (12) 03-19 (13) 03-20 (14) 03-23 Mon (15) 03-24 (16).
            "=handling 2026-03-24",
            // Past the due day there is nothing to be asked for.
            "!NM-6.4.1a 2026-03-25T00:01 request_extension days=1 reason=管网改造",
            "2026-03-25T10:00 reply means=phone answer=已恢复供热",
            "?duty NM-6.5",
            neimenggu_complete!("2026-03-25T11:00"),
        ],
        ends: Stage::Completed,
    },
    Journey {
        name: "the desk’s own order, closed when done",
        lines: &[
            neimenggu_register!("2026-03-02T09:00", "place=海勃湾区新华街 route=direct"),
            "2026-03-02T09:10 accept",
            "!NM-6.1.7 2026-03-02T09:20 close_at_intake direct_close=direct answer=已直接办理",
            "2026-03-02T09:25 classify urgency=ordinary",
            "2026-03-02T09:30 close_at_intake direct_close=direct answer=已直接办理",
            "!turn 2026-03-02T09:40 submit_for_review",
        ],
        ends: Stage::ClosedAtIntake,
    },
];

const XINHAI: &[Journey] = &[
    Journey {
        name: "urgent over a weekend",
        lines: &[
            "2026-03-06T14:30 register title=道路塌陷 nature=report urgency=urgent place=新海镇北沿公路",
            "?duty XH-1.1:centre",
            "2026-03-06T14:35 accept",
            "!XH-1.1 2026-03-06T14:40 dispatch lead=市政所",
            "2026-03-06T14:45 contact means=phone what=核实塌陷位置 by=centre",
            "~duty XH-1.1:centre",
            "2026-03-06T15:00 dispatch lead=市政所",
            // Fri 03-06; the next day, Saturday or not.
            "=handling 2026-03-07",
            "?duty XH-1.1:unit",
            "2026-03-06T15:10 sign_for",
            "2026-03-06T15:30 contact means=phone what=告知围护安排",
            "~duty XH-1.1:unit",
            "2026-03-07T10:00 finish result=已回填",
            "!XH-1.6a 2026-03-07T10:10 complete outcome=solved finding=true merit=justified result=已回填 sheet_signed=yes",
            "!XH-1.6a 2026-03-07T10:20 reply means=phone answer=已回填 survey_filled=yes",
            "2026-03-07T10:30 reply means=at_door answer=已回填 survey_filled=yes",
            "!XH-1.6a 2026-03-07T10:40 complete outcome=solved finding=true merit=justified result=已回填",
            "2026-03-07T11:00 complete outcome=solved finding=true merit=justified result=已回填 sheet_signed=yes",
        ],
        ends: Stage::Completed,
    },
    Journey {
        name: "an illegal building",
        lines: &[
            "2026-04-30T09:00 register title=院内搭建砖房 nature=report illegal_building=yes place=跃进村",
            "2026-04-30T09:05 contact means=phone what=核实搭建位置 by=centre",
            "2026-04-30T09:10 accept",
            "2026-04-30T10:00 dispatch lead=城管中队",
            // Thu 04-30; 05-01 to 05-05 off, 05-06 (1) 05-07 (2) 05-08 (3).
            "=handling 2026-05-08",
            "2026-04-30T10:20 sign_for",
            "2026-04-30T11:00 contact means=phone what=约定上门时间",
            "2026-05-07T15:00 reply means=phone record_kept=yes answer=已立案限期拆除 survey_filled=yes",
            "!XH-1.8 2026-05-07T15:30 complete outcome=solved finding=true result=已立案 sheet_signed=yes owner=跃进村某户 building_place=跃进村南侧 built_when=2019年 built_area=约30平方米",
            "2026-05-07T16:00 complete outcome=solved finding=true result=已立案 sheet_signed=yes owner=跃进村某户 building_place=跃进村南侧 built_when=2019年 built_area=约30平方米 legality=未经审批，下一步限期拆除",
        ],
        ends: Stage::Completed,
    },
    Journey {
        name: "completed as untrue, with the statement",
        lines: &[
            "2026-03-04T09:00 register title=楼道堆物 nature=complaint place=跃进村",
            "2026-03-04T09:05 contact means=phone what=了解堆物位置 by=centre",
            "2026-03-04T09:10 accept",
            "2026-03-04T10:00 dispatch lead=城管中队",
            // Wed 03-04; 03-05 (1) 03-06 (2) 03-09 Mon (3).
            "=handling 2026-03-09",
            "2026-03-04T10:20 sign_for",
            "2026-03-04T11:00 contact means=phone what=约定上门时间",
            "2026-03-05T10:00 reply means=phone record_kept=yes answer=现场未见堆物 survey_filled=yes",
            "!XH-1.5 2026-03-05T10:10 complete outcome=explained finding=untrue result=现场未见堆物 sheet_signed=yes",
            "!turn 2026-03-05T10:15 review_statement statement=untrue opinion=同意备案",
            "!XH-1.5 2026-03-05T10:20 file_statement statement=untrue what=现场未见堆物",
            "2026-03-05T10:30 file_statement statement=untrue what=现场未见堆物 signed_by=line_deputy",
            "!XH-1.5 2026-03-05T10:40 complete outcome=explained finding=untrue result=现场未见堆物 sheet_signed=yes",
            "2026-03-05T14:30 review_statement statement=untrue opinion=同意备案",
            "2026-03-05T15:00 complete outcome=explained finding=untrue result=现场未见堆物 sheet_signed=yes",
        ],
        ends: Stage::Completed,
    },
    Journey {
        name: "returned within half a working day, approved by the line deputy",
        lines: &[
            "2026-03-04T15:00 register title=围墙开裂 nature=complaint place=跃进村",
            "2026-03-04T15:10 contact means=phone what=了解围墙归属 by=centre",
            "2026-03-04T15:20 accept",
            "2026-03-04T16:00 dispatch lead=城管中队",
            // Half of seven hours: 16:00 to 17:30 is 1.5, 08:30 to 10:30 the other two.
            "=return 2026-03-05T10:30",
            // Wed 03-04; 03-05 (1) 03-06 (2) 03-09 Mon (3).
            "=handling 2026-03-09",
            "2026-03-04T16:20 sign_for",
            "2026-03-04T16:30 contact means=phone what=约定上门时间",
            "!XH-1.3 2026-03-05T10:20 request_return return_ground=not_ours reason=属房管所管理 signed_by=deputy",
            "2026-03-05T10:30 request_return return_ground=not_ours reason=属房管所管理 signed_by=line_deputy",
            "?duty XH-1.3",
            "2026-03-05T10:50 uphold_return opinion=属房管所",
            "2026-03-05T11:00 dispatch lead=房管所",
            "=lead 房管所",
            // From the reassignment, Thu 03-05: 11:00 to 12:00 is one hour, 14:00 to 16:30 the other 2.5.
            "=return 2026-03-05T16:30",
            // 03-06 (1) 03-09 Mon (2) 03-10 (3).
            "=handling 2026-03-10",
            "2026-03-05T11:10 sign_for",
            "?duty XH-1.1:unit",
            "!XH-1.3 2026-03-05T16:31 request_return return_ground=not_ours reason=属村委会 signed_by=line_deputy",
            "2026-03-06T10:00 reply means=written answer=围墙已加固 survey_filled=yes",
            // The first unit’s contact, and the centre’s, are not this unit’s.
            "!XH-1.1 2026-03-06T10:10 complete outcome=solved finding=true result=围墙已加固 sheet_signed=yes",
            "2026-03-06T10:20 contact means=at_door what=上门核实",
            "2026-03-06T10:30 complete outcome=solved finding=true result=围墙已加固 sheet_signed=yes",
        ],
        ends: Stage::Completed,
    },
];

#[test]
fn orders_go_their_way_in_hualong() {
    walk("hualong", HUALONG);
}

#[test]
fn orders_go_their_way_in_shicheng() {
    walk("shicheng", SHICHENG);
}

#[test]
fn orders_go_their_way_in_shangrao() {
    walk("shangrao", SHANGRAO);
}

#[test]
fn orders_go_their_way_in_inner_mongolia() {
    walk("neimenggu", NEIMENGGU);
}

#[test]
fn orders_go_their_way_in_xinhai() {
    walk("xinhai", XINHAI);
}
