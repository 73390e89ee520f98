package pupil

import (
	"slices"
	"strings"

	"needsbook/app/access"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
)

// action is one thing to do for a pupil, with its key.
type action struct {
	name  string // in the route
	key   rune
	needs access.Action // what a role must include for it
	words string
	do    func()
}

// may reports whether the role includes something.
func (s *Screen) may(a access.Action) bool { return s.n.Desk.May(a) }

// allowed are the actions that the role includes.
func (s *Screen) allowed(list []action) []action {
	return slices.DeleteFunc(list, func(a action) bool { return !s.may(a.needs) })
}

// table lists the actions of the page in the order of their buttons.
func (s *Screen) table() []action {
	review := access.WritePlans // to start a plan
	if _, runs := s.model.openCycle(); runs {
		review = access.HoldReviews
	}
	leave := func(to shell.Route) func() { return func() { s.n.Shell.Go(to) } }
	return s.allowed([]action{
		{"note", 'n', access.LogDay, "Note", s.openNote},
		{"meeting", 'm', access.HoldReviews, "Meeting", leave(shell.To("meeting", "with", s.model.id))},
		{"contact", 'j', access.LogDay, "Contact", s.openCall},
		{"review", 'r', review, "Review", s.openReview},
		{"provision", 'p', access.Provide, "Provision", s.openOffers},
		{"level", 'l', access.Level, s.n.Desk.Terms().Say("{Level}"), leave(shell.To("levels", s.model.id))},
		{"request", 'f', access.Fund, "Request", leave(shell.To("requests", "new", s.model.id))},
		{"edit", 'e', access.WriteRecord, "Edit", s.openDetails},
		{"more", 'o', access.Read, "More", s.openMore},
	})
}

// rest lists the actions that are wanted less often, in the order of the sheet that
// More opens.
func (s *Screen) rest() []action {
	ehc := access.WriteRecord // to copy a plan in
	if _, has := s.model.ehcPlan(); has {
		ehc = access.Read
	}
	return s.allowed([]action{
		{"story", 's', access.Read, "Story", s.openStory},
		{"history", 'z', access.Read, "Status and needs over time", func() { s.n.Shell.Go(shell.To("history", s.model.id)) }},
		{"concern", 'c', access.LogDay, "Concern before SEN support", s.openConcern},
		{"promote", 'b', access.WriteRecord, "Put on the SEN register", s.promote},
		{"settle", 'q', access.WriteRecord, "Settle the concern", s.settle},
		{"told", 't', access.LogDay, "Already told us", s.openTold},
		{"advice", 'v', access.WriteRecord, "Advice: mark or add", s.markAdvice},
		{"referral", 'x', access.WriteRecord, "Ask a service", func() { s.openReferral(provision.Referral{}) }},
		{"attachment", 'a', access.LogDay, "Add an attachment", func() { s.attach("") }},
		{"consent", 'g', access.WriteRecord, "Consent given", func() { s.openConsent(register.Consent{}) }},
		{"ehc", 'h', ehc, "EHC plan", s.openEHC},
		{"stages", 'd', access.WriteRecord, "Dates of the annual review", s.openStages},
		{"amendment", 'u', access.WriteRecord, "Suggest an amendment", s.openSuggestion},
		{"invitee", 'i', access.HoldReviews, "Invite to the review", s.invite},
		{"outcome", 'k', access.WritePlans, "Outcome of the plan", func() { s.editOutcomes("") }},
		{"matters", 'w', access.WriteRecord, "What matters to the pupil", s.editMatters},
		{"person", 'y', access.WriteRecord, "Person to contact", func() { s.openContact(register.Contact{}) }},
	})
}

// actionOf finds an action by its name, or by its key.
func (s *Screen) actionOf(name string, key rune) (action, bool) {
	for _, a := range append(s.table(), s.rest()...) {
		if a.name == name || strings.EqualFold(string(a.key), string(key)) {
			return a, true
		}
	}
	return action{}, false
}

// asked are the forms that a gate of a request leads to and that have no key of their own.
func (s *Screen) asked(name string) (func(), bool) {
	note, known := map[string]string{"pupil_view": register.NotePupilView, "parent_view": register.NoteParentView, "training": register.NoteTraining}[name]
	return func() { s.beginNote(note, "") }, known
}

// Keys lists the letters of the page for the sheet of keys.
func (s *Screen) Keys() []parts.Fact {
	var out []parts.Fact
	for _, a := range append(s.table(), s.rest()...) {
		out = append(out, parts.Fact{Label: strings.ToUpper(string(a.key)), Value: a.words})
	}
	if s.may(access.WritePlans) {
		out = append(out, parts.Fact{Label: "Ctrl+N", Value: "Outcome of the plan; in its form, keep it and begin the next"})
	}
	return append(out, parts.Fact{Label: "Ctrl+P", Value: "One-page profile"})
}

// openMore shows the rest of the actions at the side; their letters work there too.
func (s *Screen) openMore() {
	list := parts.Column(parts.None)
	var first *parts.Button
	for _, a := range s.rest() {
		b := parts.NewLink(a.words, a.do).WithKey(strings.ToUpper(string(a.key))).FromLeft()
		if first == nil {
			first = b
		}
		list.Add(b)
	}
	at := s.n.Shell.Window().Canvas()
	s.openPanel(&panel{name: "more", object: parts.Card("More", parts.Scrolled(parts.Margins(0, 0, parts.Between, 0, list)), parts.NewLink("Close", func() { s.Back() }).WithKey("Esc")),
		focus: func() { at.Focus(first) }})
	at.Focus(first)
}
