package funding

import (
	"slices"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/provision"
)

// Each way in which papers can disagree, or say too little, warns at its own gate and at
// no other, and blocks nothing.
func TestPapersThatDoNotAgreeWarnOnce(t *testing.T) {
	for name, c := range map[string]struct {
		gate, says string
		spoil      func(*Facts)
	}{
		"review before its round":     {"dates_agree", "before it began", func(f *Facts) { f.Cycles[2].Reviewed = day.Of(2026, 9, 1) }},
		"review after the money":      {"dates_agree", "after the money ends", func(f *Facts) { f.Cycles[2].ReviewDue = day.Of(2027, 12, 18) }},
		"measure backwards":           {"dates_agree", "before its start", func(f *Facts) { f.Measures[1].NowOn = day.Of(2026, 4, 19) }},
		"outcome before the money":    {"dates_agree", "before the money begins", func(f *Facts) { f.Outcomes[0].ByWhen = day.Of(2027, 1, 3) }},
		"paper of tomorrow":           {"dates_agree", "in the future", func(f *Facts) { f.Held[3].On = day.Of(2026, 11, 22) }},
		"help that has ended":         {"dates_agree", "does not run", func(f *Facts) { change(f, 1, func(l *provision.Line) { l.End = day.Of(2027, 1, 3) }) }},
		"level in a text":             {"level_agrees", "says “Level 3”", func(f *Facts) { f.LocalDiscussion = "The meeting saw Level 3." }},
		"level on a paper":            {"level_agrees", "The paper", func(f *Facts) { f.Held[3].Name = "Report, level 5" }},
		"amount in a text":            {"totals_agree", "£2,908.60", func(f *Facts) { f.LocalDiscussion = "The meeting thinks we should ask for £3,500." }},
		"total in a text":             {"totals_agree", "£8,908.60", func(f *Facts) { f.OtherMoney = "The total is £9,100.00 with games." }},
		"help that is not on the map": {"map_agrees", "Precision teaching", func(f *Facts) { f.NotOnMap = []string{"Precision teaching"}; f.ExitPlan += " Then precision teaching." }},
		"attendance and its measure": {"attendance_agrees", "91.2%", func(f *Facts) {
			f.Measures = append(f.Measures, Measure{"Attendance", "80", day.Of(2026, 4, 1), "85", day.Of(2026, 11, 1)})
		}},
		"attendance that cannot be": {"attendance_agrees", "cannot be", func(f *Facts) { f.Attendance = "At 112% since May." }},
		"year and date of birth":    {"year_agrees", "Year 4", func(f *Facts) { f.Pupil.YearGroup = "Year 6" }},
		"need and level":            {"need_agrees", "belongs to", func(f *Facts) { f.NeedArea = "Cognition and learning" }},
		"thin voice":                {"voice", "3 words", func(f *Facts) { f.PupilView.Words = "I like it." }},
		"thin voice of parents":     {"voice", "1 word ", func(f *Facts) { f.ParentView.Words = "Fine!" }},
		"voice of last time": {"voice", "word for word", func(f *Facts) {
			f.Before.Parent = "luka comes home tired, and cross; we want him to be able to ask for help before he gets upset"
		}},
		"vague help":         {"vague", "TA support", func(f *Facts) { change(f, 0, func(l *provision.Line) { l.Description = "TA support" }) }},
		"vague round":        {"vague", "as needed", func(f *Facts) { f.Cycles[0].Help = "Help as needed." }},
		"1:1 without time":   {"vague", "1:1 help", func(f *Facts) { f.Cycles[1].Help = "1:1 help in class." }},
		"advice quoted only": {"advice_used", "1 of 1", func(f *Facts) { f.Advice[0].Done = "" }},
		"no impact of a line": {"effect", "Lunch club", func(f *Facts) {
			f.Outcomes[1].Baseline = ""
		}},
	} {
		f := ana()
		c.spoil(&f)
		r := Draft(form(t), f)
		if ids := closed(r.Gates); !slices.Equal(ids, []string{c.gate}) || !r.Ready {
			t.Errorf("%s: closed %v, ready %v", name, ids, r.Ready)
			continue
		}
		for _, g := range r.Gates {
			if !g.OK && (g.Light != Amber || !strings.Contains(g.Why, c.says)) {
				t.Errorf("%s: %+v", name, g)
			}
		}
	}
}

func TestPapersThatAgreeAreLeftAlone(t *testing.T) {
	for name, change := range map[string]func(*Facts){
		"the level that stands": func(f *Facts) { f.LocalDiscussion = "From Level 3 to Level 4 in October." },
		"the amount, rounded":   func(f *Facts) { f.LocalDiscussion = "We ask for £2,909." },
		"a review of the help": func(f *Facts) {
			f.Outcomes[1].Baseline = ""
			f.Effects = []Effect{{"Lunch club with a play leader", f.Today, provision.ResultPartly, "notes"}}
		},
		"minutes in the round":  func(f *Facts) { f.Cycles[0].Help = "1:1 help with cards, 20 minutes a day." },
		"taught out of year":    func(f *Facts) { f.Pupil.YearGroup, f.Pupil.OutOfYear = "Year 3", true },
		"other words this time": func(f *Facts) { f.Before.Pupil = "I like trains." },
		"attendance that matches": func(f *Facts) {
			f.Measures = append(f.Measures, Measure{"Attendance", "80%", day.Of(2026, 4, 1), "91%", day.Of(2026, 11, 1)})
		},
	} {
		f := ana()
		change(&f)
		if ids := closed(Gates(form(t), f)); ids != nil {
			t.Errorf("%s: closed %v", name, ids)
		}
	}
}
