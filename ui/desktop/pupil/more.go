package pupil

import (
	"strings"

	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
)

// action is one thing to do for a pupil, with its key.
type action struct {
	name  string // in the route
	key   rune
	words string
	do    func()
}

// table lists the actions of the page in the order of their buttons.
func (s *Screen) table() []action {
	leave := func(to shell.Route) func() { return func() { s.n.Shell.Go(to) } }
	return []action{
		{"note", 'n', "Note", s.openNote},
		{"meeting", 'm', "Meeting", leave(shell.To("meeting", "with", s.model.id))},
		{"contact", 'j', "Contact", s.openCall},
		{"review", 'r', "Review", s.openReview},
		{"provision", 'p', "Provision", s.openOffers},
		{"level", 'l', s.n.Desk.Terms().Say("{Level}"), leave(shell.To("levels", s.model.id))},
		{"request", 'f', "Request", leave(shell.To("requests", "new", s.model.id))},
		{"edit", 'e', "Edit", s.openDetails},
		{"more", 'o', "More", s.openMore},
	}
}

// rest lists the actions that are wanted less often, in the order of the sheet that
// More opens.
func (s *Screen) rest() []action {
	return []action{
		{"story", 's', "Story", s.openStory},
		{"history", 'z', "Status and needs over time", func() { s.n.Shell.Go(shell.To("history", s.model.id)) }},
		{"concern", 'c', "Concern before SEN support", s.openConcern},
		{"promote", 'b', "Put on the SEN register", s.promote},
		{"settle", 'q', "Settle the concern", s.settle},
		{"told", 't', "Already told us", s.openTold},
		{"advice", 'v', "Advice: mark or add", s.markAdvice},
		{"referral", 'x', "Ask a service", func() { s.openReferral(provision.Referral{}) }},
		{"attachment", 'a', "Add an attachment", func() { s.attach("") }},
		{"consent", 'g', "Consent given", func() { s.openConsent(register.Consent{}) }},
		{"ehc", 'h', "EHC plan", s.openEHC},
		{"stages", 'd', "Dates of the annual review", s.openStages},
		{"amendment", 'u', "Suggest an amendment", s.openSuggestion},
		{"invitee", 'i', "Invite to the review", s.invite},
		{"outcome", 'k', "Outcome of the plan", func() { s.editOutcomes("") }},
		{"matters", 'w', "What matters to the pupil", s.editMatters},
		{"person", 'y', "Person to contact", func() { s.openContact(register.Contact{}) }},
	}
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
	return append(out, parts.Fact{Label: "Ctrl+N", Value: "Outcome of the plan; in its form, keep it and begin the next"}, parts.Fact{Label: "Ctrl+P", Value: "One-page profile"})
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
