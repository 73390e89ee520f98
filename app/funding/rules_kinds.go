package funding

import (
	"fmt"
	"strings"

	"needsbook/app/provision"
)

// text returns what is written in a field of the form. The oldest fields have a place of
// their own in the facts; the others stand in Texts.
func (f *Facts) text(field string) string {
	switch field {
	case "strengths":
		return f.Strengths
	case "attendance":
		return f.Attendance
	case "progress":
		return f.Progress
	case "other_money":
		return f.OtherMoney
	case "exit_plan":
		return f.ExitPlan
	case "impact":
		return f.Impact
	case "local_discussion":
		return f.LocalDiscussion
	}
	return f.Texts[field]
}

// word is a word of the council in the middle of a sentence.
func (f *Facts) word(key string) string { return f.say("{" + key + "}") }

// EventName is the plain name of a kind of event.
func EventName(id string) string {
	for _, k := range Events {
		if k.ID == id {
			return k.Name
		}
	}
	return id
}

// checkEvent asks what happened in the year, and when: it is why the request could not
// wait for the usual time.
func checkEvent(_ GateRule, _ *Form, f *Facts) look {
	e := f.Event
	switch {
	case blank(e.Kind) || e.On.IsZero() || blank(e.Words):
		return missing("The request lacks of the event: " + absent(named{"what kind it was", blank(e.Kind)}, named{"its date", e.On.IsZero()}, named{"what happened", blank(e.Words)}) + ".")
	case e.On.After(f.Today):
		return check("The event is dated in the future.")
	case e.On.AddMonths(12).Before(f.Today):
		return check("The event is more than a year old, so it is no event of this year.")
	}
	return fine
}

// checkPast asks what came of each outcome of the request that is renewed. Where that
// request had none on record, what is written about its impact must do.
func checkPast(_ GateRule, _ *Form, f *Facts) look {
	open := 0
	for _, p := range f.Past {
		if p.Result == "" || blank(p.Evidence) || p.Result != provision.ResultMet && blank(p.Next) {
			open++
		}
	}
	if open > 0 {
		return check(fmt.Sprintf("For %d of %d outcomes of the last request it is not said whether it was met, what shows it or what will change.", open, len(f.Past)))
	}
	return fine
}

// AnswerField is the field in which it is said what was done about what a panel said.
const AnswerField = "answer"

// checkAnswered asks what was done about what was said last time.
func checkAnswered(_ GateRule, _ *Form, f *Facts) look {
	if len(f.Said) > 0 && blank(f.text(AnswerField)) {
		saw := missing(f.say("The {cluster_panel} or the {la} said something about an earlier request, and it is not answered: “" + clip(f.Said[0].Words) + "”"))
		saw.field = AnswerField
		return saw
	}
	return fine
}

// clip shortens words that are quoted in a sentence.
func clip(words string) string {
	letters := []rune(strings.Join(strings.Fields(words), " "))
	if len(letters) <= 120 {
		return string(letters)
	}
	return strings.TrimSpace(string(letters[:119])) + "…"
}

// checkNoNames holds a kind of request that may name no pupil to it.
func checkNoNames(_ GateRule, _ *Form, f *Facts) look {
	if len(f.NamedIn) > 0 {
		return check("A pupil is named, or has a UPN, under: " + strings.Join(f.NamedIn, ", ") + ". Take the name out: this request must not say who a pupil is.")
	}
	return fine
}

// checkProfile asks what a pupil is like without asking who it is.
func checkProfile(_ GateRule, _ *Form, f *Facts) look {
	if lacking := absent(named{"year group", blank(f.Pupil.YearGroup)}, named{"main need", blank(f.MainNeed)}); lacking != "" {
		return missing("The pupil’s record lacks: " + lacking + ".")
	}
	return fine
}

// OtherTexts are those of the written fields that have no place of their own in the facts.
func OtherTexts(words map[string]string) map[string]string {
	own := map[string]bool{"strengths": true, "attendance": true, "progress": true, "other_money": true, "exit_plan": true, "impact": true,
		"local_discussion": true, "pupil_view_not_yet": true, "parent_view_not_yet": true}
	out := map[string]string{}
	for field, text := range words {
		if !own[field] && !blank(text) {
			out[field] = text
		}
	}
	return out
}

// AllText is everything in a request that a person wrote, for finding names in it.
func AllText(f *Facts) string {
	parts := []string{f.Title, f.Event.Words, f.PupilView.Words, f.PupilView.NotYet, f.ParentView.Words, f.ParentView.NotYet, f.Strengths, f.Level.Reason}
	for _, t := range f.written() {
		parts = append(parts, t.text)
	}
	for _, c := range f.Cycles {
		parts = append(parts, c.Aim, c.Help, c.Evidence, c.Next)
	}
	for _, a := range f.Advice {
		parts = append(parts, a.Words, a.How)
	}
	for _, o := range f.Outcomes {
		parts = append(parts, o.Words, o.Baseline, o.Target, o.Measure)
	}
	for _, o := range f.Shared {
		parts = append(parts, o.Words, o.Target, o.Measure)
	}
	for _, p := range f.Past {
		parts = append(parts, p.Words, p.Evidence, p.Next)
	}
	for _, s := range f.Said {
		parts = append(parts, s.Words)
	}
	for _, l := range f.Lines {
		parts = append(parts, l.Line.Description, l.Line.Outcome)
	}
	for _, m := range f.Members {
		parts = append(parts, m.Note)
	}
	for _, p := range f.Held {
		parts = append(parts, p.Name)
	}
	for _, m := range f.Measures {
		parts = append(parts, m.What, m.Start, m.Now)
	}
	for _, t := range f.Training {
		parts = append(parts, t.Topic, t.Staff)
	}
	return strings.Join(parts, "\n")
}
