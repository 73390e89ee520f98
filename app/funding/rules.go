package funding

import (
	"fmt"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/provision"
)

// rule looks at one thing and says how it stands.
type rule func(r GateRule, form *Form, f *Facts) look

// look is what a rule saw.
type look struct {
	state State
	why   string // not used where the state is OK
	pupil string // id of the pupil of a group whose fact it is
	field string // the field that is to be put right, where the gate names none
}

var fine = look{state: OK}

func missing(why string) look { return look{state: Missing, why: why} }

func check(why string) look { return look{state: Check, why: why} }

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
	"event":            checkEvent,
	"past_outcomes":    checkPast,
	"answered":         checkAnswered,
	"no_names":         checkNoNames,

	"profile":         checkProfile,
	"members":         checkMembers,
	"member_consent":  checkMemberConsent,
	"shared_outcomes": checkShared,
	"lead_school":     checkLead,
	"schools_pay":     checkSchoolsPay,
	"review_date":     checkReviewDate,
	"costs_by_hand":   checkByHand,
	"own_part":        checkOwnPart,
	"counts":          checkCounts,

	"voice":             checkVoice,
	"vague":             checkVague,
	"effect":            checkEffect,
	"dates_agree":       checkDatesAgree,
	"level_agrees":      checkLevelAgrees,
	"totals_agree":      checkTotalsAgree,
	"map_agrees":        checkMapAgrees,
	"attendance_agrees": checkAttendanceAgrees,
	"year_agrees":       checkYearAgrees,
	"need_agrees":       checkNeedAgrees,
}

func checkPeriod(_ GateRule, _ *Form, f *Facts) look {
	switch {
	case blank(f.School):
		return missing("The school has no name.")
	case f.From.IsZero() || f.To.IsZero():
		return missing("The dates the money is for are not entered.")
	case !f.From.Before(f.To):
		return check("The last day is not after the first day.")
	}
	return fine
}

func checkPupil(_ GateRule, _ *Form, f *Facts) look {
	lacking := absent(
		named{"name", blank(f.Pupil.Forename) || blank(f.Pupil.Surname)}, named{"UPN", blank(f.Pupil.UPN)},
		named{"date of birth", f.Pupil.Born.IsZero()}, named{"year group", blank(f.Pupil.YearGroup)})
	if lacking != "" {
		return missing("The pupil’s record lacks: " + lacking + ".")
	}
	return fine
}

func checkPupilView(_ GateRule, _ *Form, f *Facts) look {
	return checkView(f.PupilView, "The pupil’s view", f.Today)
}

func checkParentView(_ GateRule, _ *Form, f *Facts) look {
	return checkView(f.ParentView, "The parents’ view", f.Today)
}

// checkView takes words with their date, or a reason why they are not there yet.
func checkView(v View, whose string, today day.Date) look {
	switch {
	case blank(v.Words) && blank(v.NotYet):
		return missing(whose + " is not recorded, nor why it is not there.")
	case blank(v.Words):
		return fine
	case v.On.IsZero():
		return check(whose + " has no date.")
	case v.On.After(today):
		return check(whose + " is dated in the future.")
	}
	return fine
}

func checkLevel(_ GateRule, _ *Form, f *Facts) look {
	switch l := f.Level; {
	case blank(f.MainNeed):
		return missing("The main need is not recorded.")
	case blank(l.Name) || l.On.IsZero():
		return missing(f.say("No {level} is confirmed."))
	case l.Suggested != "" && l.Suggested != l.ID && blank(l.Reason):
		return check(f.say("The {level} is not the suggested one and no reason is given."))
	}
	return fine
}

// checkCycles counts rounds with an aim, the help, both dates and a result.
func checkCycles(r GateRule, _ *Form, f *Facts) look {
	whole := len(reviewed(f.Cycles, f.Today))
	switch {
	case whole >= r.Least:
		return fine
	case len(f.Cycles) == 0:
		return missing("No round of help is recorded.")
	}
	return check(fmt.Sprintf("%d of %d reviewed rounds of help are complete.", whole, r.Least))
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

func checkAdvice(r GateRule, _ *Form, f *Facts) look {
	recent := 0
	for _, a := range f.Advice {
		if !a.On.IsZero() && !a.On.After(f.Today) && !a.On.AddMonths(r.Months).Before(f.Today) && !blank(a.Words) && !blank(a.Role) {
			recent++
		}
	}
	switch {
	case recent >= r.Least:
		return fine
	case len(f.Advice) == 0:
		return missing(f.say("No professional advice is recorded. A request at this {level} needs some."))
	}
	return check(fmt.Sprintf("There is no professional advice from the last %d months.", r.Months))
}

func checkAdviceUsed(_ GateRule, _ *Form, f *Facts) look {
	open := 0
	for _, a := range f.Advice {
		if blank(a.How) || a.Done == "" || a.Done == provision.AdviceNotYet {
			open++
		}
	}
	if open > 0 {
		return check(fmt.Sprintf("It is not said how %d of %d pieces of advice were put in place, or why not.", open, len(f.Advice)))
	}
	return fine
}

func checkOutcomes(r GateRule, _ *Form, f *Facts) look {
	whole := 0
	for _, o := range f.Outcomes {
		if !blank(o.Words) && (!blank(o.Target) || !blank(o.Measure)) && !o.ByWhen.IsZero() {
			whole++
		}
	}
	switch {
	case whole >= r.Least && whole == len(f.Outcomes):
		return fine
	case len(f.Outcomes) == 0:
		return missing("No outcome is written.")
	}
	return check(fmt.Sprintf("%d of %d outcomes have a target and a date; at least %d are needed.", whole, len(f.Outcomes), r.Least))
}

func checkOwnRates(_ GateRule, _ *Form, f *Facts) look {
	if f.ExampleRates {
		return check("A line is costed with an example rate, not the school’s own.")
	}
	return fine
}

func checkSignOff(_ GateRule, _ *Form, f *Facts) look {
	unsigned := func(s Signed) bool { return blank(s.Name) || s.On.IsZero() }
	if lacking := absent(named{f.word("senco"), unsigned(f.SENCO)}, named{f.word("head"), unsigned(f.Head)}); lacking != "" {
		return missing("Not signed yet by: " + lacking + ".")
	}
	if f.SENCO.On.After(f.Today) || f.Head.On.After(f.Today) {
		return check("A signature is dated in the future.")
	}
	return fine
}

func checkText(r GateRule, form *Form, f *Facts) look {
	words := len(strings.Fields(f.text(r.Field)))
	switch {
	case words == 0:
		return missing("Nothing is written about this yet.")
	case words < r.Least:
		return check(fmt.Sprintf("This is only %d words long. Write at least %d.", words, r.Least))
	}
	return fine
}

func checkProgress(_ GateRule, _ *Form, f *Facts) look {
	if blank(f.Progress) && len(f.Measures) == 0 {
		return missing("Nothing is written about progress.")
	}
	for _, m := range f.Measures {
		if !blank(m.What) && !blank(m.Start) && !blank(m.Now) && !m.StartOn.IsZero() && !m.NowOn.IsZero() {
			return fine
		}
	}
	return check("There is no measure with a start, a latest result and dates.")
}

func checkTraining(r GateRule, _ *Form, f *Facts) look {
	for _, t := range f.Training {
		if !blank(t.Topic) && !t.On.IsZero() && !t.On.After(f.Today) && !t.On.AddMonths(r.Months).Before(f.Today) {
			return fine
		}
	}
	if len(f.Training) == 0 {
		return missing("No training for this need is recorded.")
	}
	return check(fmt.Sprintf("There is no training for this need from the last %d months.", r.Months))
}

func checkAttachments(_ GateRule, form *Form, f *Facts) look {
	var lacking []string
	for _, a := range form.Attachments {
		if a.Required && !slices.ContainsFunc(f.Held, func(p Paper) bool { return p.ID == a.ID }) {
			lacking = append(lacking, a.Name)
		}
	}
	if lacking != nil {
		return missing("Not attached: " + strings.Join(lacking, "; ") + ".")
	}
	return fine
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
