package funding

import (
	"fmt"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/finding"
	"needsbook/app/provision"
)

// rule looks at one thing and says how it stands and why. The why of OK is not used.
type rule func(r GateRule, form *Form, f *Facts) (State, string)

// rules are the kinds of gate that a form may use.
var rules = map[string]rule{
	"period":           checkPeriod,
	"pupil":            checkPupil,
	"consent":          checkConsent,
	"pupil_view":       checkPupilView,
	"parent_view":      checkParentView,
	"level":            checkLevel,
	"reviewed_cycles":  checkCycles,
	"advice":           checkAdvice,
	"advice_used":      checkAdviceUsed,
	"outcomes":         checkOutcomes,
	"costed_provision": checkCosts,
	"own_rates":        checkOwnRates,
	"sign_off":         checkSignOff,
	"text":             checkText,
	"progress":         checkProgress,
	"training":         checkTraining,
	"attachments":      checkAttachments,
}

// ownConsentAge is when a young person agrees for themselves: from 16 they have
// their own rights under the Children and Families Act 2014.
const ownConsentAge = 16

func checkPeriod(_ GateRule, _ *Form, f *Facts) (State, string) {
	switch {
	case blank(f.School):
		return Missing, "The school has no name."
	case f.From.IsZero() || f.To.IsZero():
		return Missing, "The dates the money is for are not entered."
	case !f.From.Before(f.To):
		return Check, "The last day is not after the first day."
	}
	return OK, ""
}

func checkPupil(_ GateRule, _ *Form, f *Facts) (State, string) {
	missing := absent(
		named{"name", blank(f.Pupil.Forename) || blank(f.Pupil.Surname)}, named{"UPN", blank(f.Pupil.UPN)},
		named{"date of birth", f.Pupil.Born.IsZero()}, named{"year group", blank(f.Pupil.YearGroup)})
	if missing != "" {
		return Missing, "The pupil’s record lacks: " + missing + "."
	}
	return OK, ""
}

func checkConsent(r GateRule, _ *Form, f *Facts) (State, string) {
	if state, why := oneConsent(r, f.Consent, "A parent’s consent", f.Today); state != OK {
		return state, why
	}
	if !f.Pupil.Born.IsZero() && day.AgeOn(f.Pupil.Born, f.Today) >= ownConsentAge {
		return oneConsent(r, f.OwnConsent, "The pupil’s own consent (16 or over)", f.Today)
	}
	return OK, ""
}

func oneConsent(r GateRule, c Consent, whose string, today day.Date) (State, string) {
	switch {
	case blank(c.By) || c.On.IsZero():
		return Missing, whose + " is not recorded with a name and a date."
	case c.On.After(today):
		return Check, whose + " is dated in the future."
	case blank(c.How):
		return Check, whose + " does not say how it was given."
	case r.Months > 0 && c.On.AddMonths(r.Months).Before(today):
		return Check, fmt.Sprintf("%s is more than %d months old.", whose, r.Months)
	}
	return OK, ""
}

func checkPupilView(_ GateRule, _ *Form, f *Facts) (State, string) {
	return checkView(f.PupilView, "The pupil’s view", f.Today)
}

func checkParentView(_ GateRule, _ *Form, f *Facts) (State, string) {
	return checkView(f.ParentView, "The parents’ view", f.Today)
}

// checkView takes words with their date, or a reason why they are not there yet.
func checkView(v View, whose string, today day.Date) (State, string) {
	switch {
	case blank(v.Words) && blank(v.NotYet):
		return Missing, whose + " is not recorded, nor why it is not there."
	case blank(v.Words):
		return OK, ""
	case v.On.IsZero():
		return Check, whose + " has no date."
	case v.On.After(today):
		return Check, whose + " is dated in the future."
	}
	return OK, ""
}

func checkLevel(_ GateRule, _ *Form, f *Facts) (State, string) {
	switch l := f.Level; {
	case blank(f.MainNeed):
		return Missing, "The main need is not recorded."
	case blank(l.Name) || l.On.IsZero():
		return Missing, "The level is not confirmed."
	case l.Suggested != "" && l.Suggested != l.ID && blank(l.Reason):
		return Check, "The level is not the suggested one and no reason is given."
	}
	return OK, ""
}

// checkCycles counts rounds with an aim, the help, both dates and a result.
func checkCycles(r GateRule, _ *Form, f *Facts) (State, string) {
	whole := len(reviewed(f.Cycles, f.Today))
	switch {
	case whole >= r.Least:
		return OK, ""
	case len(f.Cycles) == 0:
		return Missing, "No round of help is recorded."
	}
	return Check, fmt.Sprintf("%d of %d reviewed rounds of help are complete.", whole, r.Least)
}

// reviewed returns the complete rounds, latest review first.
func reviewed(cycles []provision.Cycle, today day.Date) []provision.Cycle {
	var whole []provision.Cycle
	for _, c := range cycles {
		if c.IsReviewed() && !c.Starts.IsZero() && !c.Reviewed.Before(c.Starts) && !c.Reviewed.After(today) && !blank(c.Aim) && !blank(c.Help) {
			whole = append(whole, c)
		}
	}
	slices.SortStableFunc(whole, func(a, b provision.Cycle) int { return b.Reviewed.Compare(a.Reviewed) })
	return whole
}

func checkAdvice(r GateRule, _ *Form, f *Facts) (State, string) {
	recent := 0
	for _, a := range f.Advice {
		if !a.On.IsZero() && !a.On.After(f.Today) && !a.On.AddMonths(r.Months).Before(f.Today) && !blank(a.Words) && !blank(a.Role) {
			recent++
		}
	}
	switch {
	case recent >= r.Least:
		return OK, ""
	case len(f.Advice) == 0:
		return Missing, "No professional advice is recorded. A request at this level needs some."
	}
	return Check, fmt.Sprintf("There is no professional advice from the last %d months.", r.Months)
}

func checkAdviceUsed(_ GateRule, _ *Form, f *Facts) (State, string) {
	open := 0
	for _, a := range f.Advice {
		if blank(a.How) || a.Done == "" || a.Done == provision.AdviceNotYet {
			open++
		}
	}
	if open > 0 {
		return Check, fmt.Sprintf("It is not said how %d of %d pieces of advice were put in place, or why not.", open, len(f.Advice))
	}
	return OK, ""
}

func checkOutcomes(r GateRule, _ *Form, f *Facts) (State, string) {
	whole := 0
	for _, o := range f.Outcomes {
		if !blank(o.Words) && (!blank(o.Target) || !blank(o.Measure)) && !o.ByWhen.IsZero() {
			whole++
		}
	}
	switch {
	case whole >= r.Least && whole == len(f.Outcomes):
		return OK, ""
	case len(f.Outcomes) == 0:
		return Missing, "No outcome is written."
	}
	return Check, fmt.Sprintf("%d of %d outcomes have a target and a date; at least %d are needed.", whole, len(f.Outcomes), r.Least)
}

func checkCosts(_ GateRule, _ *Form, f *Facts) (State, string) {
	if len(f.Lines) == 0 {
		return Missing, "No help is costed."
	}
	if f.Contribution.From.IsZero() {
		return Missing, "What the school pays first is not known for these dates."
	}
	for i, l := range f.Lines {
		if found := lineFindings(l); len(found) > 0 {
			return Check, fmt.Sprintf("Line %d: %s", i+1, provision.Words(found[0]))
		}
	}
	lines := make([]provision.Line, len(f.Lines))
	for i, l := range f.Lines {
		lines[i] = l.Line
	}
	if found := provision.CheckWeek(lines, f.WeekHours); len(found) > 0 && found[0].Severity >= finding.Warn {
		return Check, provision.Words(found[0])
	}
	if totals(f).Extra.IsZero() {
		return Check, "The help costs no more than the school pays first, so there is nothing to ask for."
	}
	return OK, ""
}

func checkOwnRates(_ GateRule, _ *Form, f *Facts) (State, string) {
	if f.ExampleRates {
		return Check, "A line is costed with an example rate, not the school’s own."
	}
	return OK, ""
}

func checkSignOff(_ GateRule, _ *Form, f *Facts) (State, string) {
	unsigned := func(s Signed) bool { return blank(s.Name) || s.On.IsZero() }
	if missing := absent(named{"SENCO", unsigned(f.SENCO)}, named{"headteacher", unsigned(f.Head)}); missing != "" {
		return Missing, "Not signed yet by: " + missing + "."
	}
	if f.SENCO.On.After(f.Today) || f.Head.On.After(f.Today) {
		return Check, "A signature is dated in the future."
	}
	return OK, ""
}

// textField returns a text of the facts by the name a form uses.
func textField(f *Facts, field string) string {
	switch field {
	case "strengths":
		return f.Strengths
	case "attendance":
		return f.Attendance
	case "other_money":
		return f.OtherMoney
	case "exit_plan":
		return f.ExitPlan
	case "impact":
		return f.Impact
	case "local_discussion":
		return f.LocalDiscussion
	}
	return ""
}

func checkText(r GateRule, _ *Form, f *Facts) (State, string) {
	if blank(textField(f, r.Field)) {
		return Missing, "Nothing is written about this yet."
	}
	return OK, ""
}

func checkProgress(_ GateRule, _ *Form, f *Facts) (State, string) {
	if blank(f.Progress) && len(f.Measures) == 0 {
		return Missing, "Nothing is written about progress."
	}
	for _, m := range f.Measures {
		if !blank(m.What) && !blank(m.Start) && !blank(m.Now) && !m.StartOn.IsZero() && !m.NowOn.IsZero() {
			return OK, ""
		}
	}
	return Check, "There is no measure with a start, a latest result and dates."
}

func checkTraining(r GateRule, _ *Form, f *Facts) (State, string) {
	for _, t := range f.Training {
		if !blank(t.Topic) && !t.On.IsZero() && !t.On.After(f.Today) && !t.On.AddMonths(r.Months).Before(f.Today) {
			return OK, ""
		}
	}
	if len(f.Training) == 0 {
		return Missing, "No training for this need is recorded."
	}
	return Check, fmt.Sprintf("There is no training for this need from the last %d months.", r.Months)
}

func checkAttachments(_ GateRule, form *Form, f *Facts) (State, string) {
	var lacking []string
	for _, a := range form.Attachments {
		if a.Required && !slices.ContainsFunc(f.Held, func(p Paper) bool { return p.ID == a.ID }) {
			lacking = append(lacking, a.Name)
		}
	}
	if lacking != nil {
		return Missing, "Not attached: " + strings.Join(lacking, "; ") + "."
	}
	return OK, ""
}

// named is a fact with whether it is absent.
type named struct {
	what   string
	absent bool
}

func absent(facts ...named) string {
	var missing []string
	for _, f := range facts {
		if f.absent {
			missing = append(missing, f.what)
		}
	}
	return strings.Join(missing, ", ")
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }
