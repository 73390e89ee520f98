package funding

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/money"
)

// The checks here compare one part of a request with another: papers that do not agree
// are the first reason for which requests come back. Each looks only at what is there;
// what is missing shows at the gate that asks for it.

// checkDatesAgree compares the dates of the parts with one another and with the time that
// the money is for.
func checkDatesAgree(_ GateRule, _ *Form, f *Facts) look {
	for _, c := range f.Cycles {
		switch {
		case !c.Reviewed.IsZero() && c.Reviewed.Before(c.Starts):
			return check("A round of help was reviewed on " + c.Reviewed.Words() + ", before it began on " + c.Starts.Words() + ".")
		case c.Reviewed.IsZero() && !c.ReviewDue.IsZero() && !f.To.IsZero() && c.ReviewDue.After(f.To):
			return check("The review on " + c.ReviewDue.Words() + " is after the money ends on " + f.To.Words() + ".")
		}
	}
	for _, m := range f.Measures {
		if !m.StartOn.IsZero() && !m.NowOn.IsZero() && m.NowOn.Before(m.StartOn) {
			return check("The latest result of “" + clip(m.What) + "” is dated before its start.")
		}
		if m.NowOn.After(f.Today) {
			return check("The latest result of “" + clip(m.What) + "” is dated in the future.")
		}
	}
	for _, o := range f.Outcomes {
		if !o.ByWhen.IsZero() && !f.From.IsZero() && o.ByWhen.Before(f.From) {
			return check("An outcome is to be reached by " + o.ByWhen.Words() + ", before the money begins on " + f.From.Words() + ".")
		}
	}
	for _, o := range f.Shared {
		if !o.ByWhen.IsZero() && !f.From.IsZero() && o.ByWhen.Before(f.From) {
			return check("An outcome is to be reached by " + o.ByWhen.Words() + ", before the money begins on " + f.From.Words() + ".")
		}
	}
	for _, p := range f.Held {
		if p.On.After(f.Today) {
			return check("The paper “" + clip(p.Name) + "” is dated in the future.")
		}
	}
	return linesInTime(f)
}

// linesInTime looks for help that does not run in the time the money is for.
func linesInTime(f *Facts) look {
	for i, l := range f.Lines {
		if !l.Line.End.IsZero() && l.Line.End.Before(f.From) || !l.Line.Start.IsZero() && !f.To.IsZero() && l.Line.Start.After(f.To) {
			return check(fmt.Sprintf("Line %d does not run in the time that the money is for.", i+1))
		}
	}
	return fine
}

// checkLevelAgrees compares each level that is named in writing, and in the names of the
// papers, with the one that is confirmed.
func checkLevelAgrees(_ GateRule, _ *Form, f *Facts) look {
	confirmed := levelNumber.FindString(f.Level.ID)
	if confirmed == "" {
		return fine
	}
	named := regexp.MustCompile(`(?i)\b` + regexp.QuoteMeta(f.word("level")) + `\s+(\d+)`)
	// A text may tell of levels before; one that never names the level that stands is wrong.
	differs := func(where, text string) string {
		other := ""
		for _, m := range named.FindAllStringSubmatch(text, -1) {
			if m[1] == confirmed {
				return ""
			}
			other = m[0]
		}
		if other == "" {
			return ""
		}
		return where + " says “" + other + "”, and " + f.Level.Name + " is confirmed."
	}
	for _, t := range f.written() {
		if why := differs(t.name, t.text); why != "" {
			return check(why)
		}
	}
	for _, p := range f.Held {
		if why := differs("The paper “"+clip(p.Name)+"”", p.Name); why != "" {
			return check(why)
		}
	}
	return fine
}

var levelNumber = regexp.MustCompile(`\d+`)

// written is a text with the name of where it stands.
type written struct{ name, field, text string }

// written returns what was written for this request. The names are those of the parts.
func (f *Facts) written() []written {
	out := []written{
		{"Attendance", "attendance", f.Attendance}, {"Progress", "progress", f.Progress}, {"Other money", "other_money", f.OtherMoney},
		{"What comes next", "exit_plan", f.ExitPlan}, {"What the last award changed", "impact", f.Impact}, {"Local discussion", "local_discussion", f.LocalDiscussion},
	}
	for _, field := range sortedKeys(f.Texts) {
		out = append(out, written{"What is written under “" + strings.ReplaceAll(field, "_", " ") + "”", field, f.Texts[field]})
	}
	return out
}

// askedInWords finds an amount that a text says is asked for, or is the total.
var askedInWords = regexp.MustCompile(`(?i)\b(ask(?:s|ing|ed)?\s+for|request(?:s|ing|ed)?|appl(?:y|ies|ying)\s+for|total(?:s|ling)?(?:\s+(?:of|is|cost\s+of|cost\s+is))?)\s+(?:about\s+|a\s+total\s+of\s+)?£\s?([0-9][0-9,]*(?:\.[0-9]+)?)`)

// checkTotalsAgree compares amounts that a text says are asked for with what the lines
// come to.
func checkTotalsAgree(_ GateRule, _ *Form, f *Facts) look {
	sum := totals(f)
	for _, t := range f.written() {
		for _, m := range askedInWords.FindAllStringSubmatch(t.text, -1) {
			said, err := money.Parse(strings.TrimRight(m[2], ","))
			if err != nil {
				continue
			}
			if !near(said, sum.Extra) && !near(said, sum.Total) {
				return check(fmt.Sprintf("%s says “%s”. The lines come to %s, and %s of it is asked for.", t.name, clip(m[0]), sum.Total.Words(), sum.Extra.Words()))
			}
		}
	}
	return fine
}

// near reports whether two amounts are within a pound of each other: words often leave
// out the pence.
func near(a, b money.Amount) bool {
	d := a.Sub(b)
	if d.IsNegative() {
		d = d.Neg()
	}
	return d.Cmp(money.Pounds(1)) <= 0
}

// checkMapAgrees looks in what is to be reached and what comes next for help that the
// school knows and that is not on this pupil's map.
func checkMapAgrees(_ GateRule, _ *Form, f *Facts) look {
	texts := []string{f.ExitPlan}
	for _, o := range f.Outcomes {
		texts = append(texts, o.Words, o.Target, o.Measure)
	}
	for _, o := range f.Shared {
		texts = append(texts, o.Words, o.Target, o.Measure)
	}
	for _, name := range f.NotOnMap {
		for _, text := range texts {
			if containsWords(text, name) {
				return check("An outcome or what comes next names “" + clip(name) + "”, and that is not on the " + f.word("provision_map") + " of this request.")
			}
		}
	}
	return fine
}

var percentage = regexp.MustCompile(`([0-9]{1,3}(?:\.[0-9]+)?)\s?(?:%|per cent|percent)`)

// checkAttendanceAgrees compares the attendance that is written with a measure of it.
func checkAttendanceAgrees(_ GateRule, _ *Form, f *Facts) look {
	said := percentage.FindStringSubmatch(f.Attendance)
	if said == nil {
		return fine
	}
	first, err := decimal.NewFromString(said[1])
	if err != nil || first.GreaterThan(decimal.NewFromInt(100)) {
		return check("Attendance says “" + said[0] + "”, which cannot be.")
	}
	for _, m := range f.Measures {
		if !containsWords(m.What, "attendance") {
			continue
		}
		now, err := decimal.NewFromString(strings.TrimSpace(strings.TrimRight(strings.TrimSpace(m.Now), "%")))
		if err == nil && now.Sub(first).Abs().GreaterThan(decimal.NewFromInt(1)) {
			return check("Attendance says " + said[0] + ", and the measure “" + clip(m.What) + "” says " + m.Now + ".")
		}
	}
	return fine
}

var yearNumber = regexp.MustCompile(`(?i)^year\s+(\d{1,2})$`)

// checkYearAgrees compares the year group with the date of birth: who is four on 31
// August starts Reception in September, and Year 1 a year later.
func checkYearAgrees(_ GateRule, _ *Form, f *Facts) look {
	one := func(p Pupil, whose string) (why string) {
		m := yearNumber.FindStringSubmatch(strings.TrimSpace(p.YearGroup))
		if m == nil || p.Born.IsZero() || p.OutOfYear {
			return ""
		}
		year, _ := strconv.Atoi(m[1])
		if byAge := day.AcademicYear(f.Today) - day.AcademicYear(p.Born) - 5; byAge != year {
			return fmt.Sprintf("%s is in %s, and by the date of birth would be in Year %d. If that is meant, record that the pupil is taught out of year.", whose, p.YearGroup, byAge)
		}
		return ""
	}
	if why := one(f.Pupil, "The pupil"); why != "" {
		return check(why)
	}
	for _, m := range f.Members {
		if why := one(m.Pupil, m.Code); why != "" {
			saw := check(why)
			saw.pupil = m.ID
			return saw
		}
	}
	return fine
}

// checkNeedAgrees compares the main need on record with the area that the level was
// confirmed for.
func checkNeedAgrees(_ GateRule, _ *Form, f *Facts) look {
	if f.MainArea != "" && f.NeedArea != "" && f.MainArea != f.NeedArea {
		return check("The main need on record, " + f.MainNeed + ", belongs to " + f.NeedArea + ". The highest rating is in " + f.MainArea + ". Look which is right.")
	}
	return fine
}
