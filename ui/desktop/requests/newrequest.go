package requests

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// newDraft is the name under which a form that was not accepted is kept.
const newDraft = "draft.requests.new"

// startDraft is what was typed in it.
type startDraft struct {
	Kind, Reason, Title, Event, EventOn, EventWords string
	Pupils, Interventions                           []string
}

// starting is the form of a new request: what is asked for, why now, for whom.
type starting struct {
	n      Needs
	sheet  *sheet.Sheet
	object *fyne.Container

	kind, reason, renews, event *parts.Choice
	title                       *parts.Field
	eventOn                     *parts.DateField
	eventWords                  *parts.Notes
	pupil, pupils               *picker
	interventions               *picker
	started                     bool
}

// newStarting makes the form; the argument may name a kind and pupils, parted by commas:
// group/ID,ID.
func newStarting(n Needs, arg string) (*starting, error) {
	s := &starting{n: n, object: container.NewStack()}
	kind, ids, _ := strings.Cut(arg, "/")
	s.fields()
	if err := s.offer(); err != nil {
		return nil, &desk.Refusal{Words: desk.Words(err)}
	}
	draft := startDraft{Kind: cmp.Or(kind, funding.KindIndividual), Reason: funding.ReasonNew}
	if ids != "" {
		draft.Pupils = strings.Split(ids, ",")
	} else if _, err := n.Desk.Setting(context.Background(), newDraft, &draft); err != nil {
		return nil, &desk.Refusal{Words: desk.Words(err)}
	}
	s.restore(draft)
	return s, nil
}

// restore fills the fields.
func (s *starting) restore(draft startDraft) {
	s.kind.SetChosen(draft.Kind)
	s.reason.SetChosen(draft.Reason)
	s.title.SetText(draft.Title)
	s.event.SetChosen(draft.Event)
	s.eventOn.SetText(draft.EventOn)
	s.eventWords.SetText(draft.EventWords)
	s.pupils.take(draft.Pupils...)
	if len(draft.Pupils) > 0 {
		s.pupil.take(draft.Pupils[0])
	}
	s.interventions.take(draft.Interventions...)
	s.build()
}

// draft is what stands in the fields.
func (s *starting) draft() startDraft {
	d := startDraft{Kind: s.kind.Chosen(), Reason: s.reason.Chosen(), Title: s.title.Text, Event: s.event.Chosen(), EventOn: s.eventOn.Text,
		EventWords: s.eventWords.Text, Pupils: s.pupil.chosen, Interventions: s.interventions.chosen}
	if d.Kind == funding.KindGroup {
		d.Pupils = s.pupils.chosen
	}
	return d
}

// fields makes the fields; build sets those that the kind and the reason want.
func (s *starting) fields() {
	terms, again := s.n.Desk.Terms(), func(string) { s.build() }
	var kinds []parts.Option
	for _, kind := range funding.Kinds {
		kinds = append(kinds, parts.Option{Value: kind, Words: capital(terms.Label("request_" + kind)), Note: kindNotes[kind]})
	}
	s.kind, s.reason = parts.NewChoice(kinds, again), parts.NewChoice(reasonOptions, again)
	s.event, s.renews = parts.NewChoice(eventOptions(), nil), parts.NewChoice(nil, nil)
	s.renews.PlaceHolder = "Choose the one that it follows"
	s.title, s.eventOn, s.eventWords = parts.NewField("A few words that name it"), parts.NewDateField(s.n.Desk.Today), parts.NewNotes("What happened, and what it means for the school", 2)
	s.pupil = newPicker("Three letters of the name", 1, func() {})
	s.pupils = newPicker("Three letters of a name; each one stands below", 60, s.offerInterventions)
	s.interventions = newPicker("Its name, or a few letters of it", 60, func() {})
}

// kindNotes say what each kind is for.
var kindNotes = map[string]string{
	funding.KindAdvice: "no money is asked for", funding.KindIndividual: "money for one pupil",
	funding.KindGroup: "help that several pupils share", funding.KindProject: "names no pupil",
}

var reasonOptions = []parts.Option{
	{Value: funding.ReasonNew, Words: "It is new"}, {Value: funding.ReasonRenewal, Words: "It renews an earlier one"},
	{Value: funding.ReasonInYear, Words: "Something happened in the year"},
}

// eventOptions are what can happen in a year.
func eventOptions() []parts.Option {
	return options(funding.Events, func(e struct{ ID, Name string }) (string, string) { return e.ID, e.Name })
}

// offer sets the pupils, the provision and the earlier requests to choose from.
func (s *starting) offer() error {
	options, err := wording.PupilOptions(s.n.Desk, s.n.Shell.NamesHidden(), nil)
	if err != nil {
		return err
	}
	s.pupil.offer(options)
	s.pupils.offer(options)
	return s.readInterventions()
}

// offerInterventions follows the pupils: what they are in stands first.
func (s *starting) offerInterventions() {
	if err := s.readInterventions(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
	}
}

func (s *starting) readInterventions() error {
	options, err := interventionOptions(s.n.Desk, s.pupils.chosen)
	if err == nil {
		s.interventions.offer(options)
	}
	return err
}

// interventionOptions offers the rows of the provision map, those in which most of some
// pupils are first.
func interventionOptions(d *desk.Desk, pupils []string) ([]parts.Option, error) {
	rows, err := d.ProvisionMap(context.Background())
	shared := map[string]int{}
	for _, r := range rows {
		for _, p := range r.Placed {
			if slices.Contains(pupils, p.Pupil) {
				shared[r.ID]++
			}
		}
	}
	slices.SortStableFunc(rows, func(a, b desk.MapRow) int { return cmp.Compare(shared[b.ID], shared[a.ID]) })
	out := make([]parts.Option, len(rows))
	for i, r := range rows {
		note := wording.Count(len(r.Placed), "pupil")
		if len(pupils) > 0 {
			note = fmt.Sprintf("%d of these %d pupils", shared[r.ID], len(pupils))
		}
		out[i] = parts.Option{Value: r.ID, Words: r.Name, Note: note}
	}
	return out, err
}

// build sets the fields that are wanted now.
func (s *starting) build() {
	kind, reason := s.kind.Chosen(), s.reason.Chosen()
	s.sheet = sheet.New("New request", "Start the request", s.start)
	s.sheet.Add("kind", "What you ask for", s.kind, "")
	s.sheet.Add("reason", "Why now", s.reason, "")
	if reason == funding.ReasonRenewal {
		s.offerRenewals(kind)
		s.sheet.Add("renews", "Renews", s.renews, "Its pupils, its words and what came of it are taken over.")
	} else {
		s.addContent(kind, reason)
	}
	s.sheet.OnLeft(s.keepDraft)
	s.object.Objects = []fyne.CanvasObject{parts.Page("New request", "The request is drafted from what is recorded. You write only what no record can say.",
		parts.Scrolled(parts.Margins(0, 0, parts.Groups, parts.Groups, parts.AtMost(150, parts.Column(parts.Groups, s.sheet.Form(),
			parts.Row(parts.Groups, parts.NewMainButton("Start the request", func() { s.Accept() }).WithKey("Ctrl+Enter"),
				parts.NewLink("Leave it", s.n.Shell.Back).WithKey("Esc")))))))}
	s.object.Refresh()
}

// addContent adds who and what the request is for.
func (s *starting) addContent(kind, reason string) {
	typed := func(name, label string, field fyne.CanvasObject, words string) {
		if words != "" && s.n.Shell.NamesHidden() {
			field = parts.NewProse(wording.Withheld, parts.QuietText)
		}
		s.sheet.Add(name, label, field, "")
	}
	if kind != funding.KindIndividual {
		typed("title", "Its name", s.title, s.title.Text)
	}
	if reason == funding.ReasonInYear {
		s.sheet.Add("event", "What happened", s.event, "")
		s.sheet.Add("event_on", "On", s.eventOn, "")
		typed("event_words", "In words", s.eventWords, s.eventWords.Text)
	}
	switch kind {
	case funding.KindIndividual, funding.KindAdvice:
		s.sheet.Add("pupil", "Pupil", s.pupil, "")
	case funding.KindGroup:
		s.sheet.Add("pupils", "Pupils", s.pupils, "A request for several pupils needs the consent of the parents of each.")
		s.sheet.Add("interventions", "Help that they share", s.interventions, "From the "+s.n.Desk.Terms().Label("provision_map")+"; more can be added later.")
	}
}

// offerRenewals offers the requests of a kind that have an answer.
func (s *starting) offerRenewals(kind string) {
	list, err := s.n.Desk.Requests(context.Background())
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	var options []parts.Option
	for _, r := range list {
		if _, _, agreed := r.Progress.Lasts(); agreed && r.Kind == kind {
			options = append(options, parts.Option{Value: fmt.Sprint(r.Number), Words: r.Reference() + " " + nameOf(s.n, r), Note: period(r)})
		}
	}
	s.renews.SetOptions(options)
	if len(options) == 1 {
		s.renews.SetChosen(options[0].Value)
	}
}

// start starts the request and opens it.
func (s *starting) start() error {
	ctx, reason := context.Background(), s.reason.Chosen()
	if reason == funding.ReasonRenewal {
		number, ok := numberOf(s.renews.Chosen())
		if !ok {
			return &desk.Refusal{Field: "renews", Words: "Choose the request that this one follows."}
		}
		r, err := s.n.Desk.Renew(ctx, number)
		return s.open(r, err)
	}
	on, err := sheet.Day("event_on", s.eventOn)
	if err != nil {
		return err
	}
	start := desk.RequestStart{Kind: s.kind.Chosen(), Reason: reason, Title: strings.TrimSpace(s.title.Text)}
	if reason == funding.ReasonInYear {
		start.Event = funding.Event{Kind: s.event.Chosen(), On: on, Words: strings.TrimSpace(s.eventWords.Text)}
	}
	switch start.Kind {
	case funding.KindIndividual, funding.KindAdvice:
		start.Pupils = s.pupil.chosen
	case funding.KindGroup:
		start.Pupils, start.Interventions = s.pupils.chosen, s.interventions.chosen
	}
	r, err := s.n.Desk.NewRequest(ctx, start)
	return s.open(r, err)
}

// open goes to the request that was started, so that Escape there leads past the form.
func (s *starting) open(r desk.Request, err error) error {
	if err != nil {
		return err
	}
	s.started = true
	if err := s.n.Desk.ForgetSetting(context.Background(), newDraft); err != nil {
		s.n.Shell.Alert(desk.Words(err))
	}
	s.n.Shell.Back()
	s.n.Shell.Go(shell.To("requests", fmt.Sprint(r.Number)))
	s.n.Shell.Changed()
	return nil
}

// keepDraft keeps what was typed, where it differs from an empty form.
func (s *starting) keepDraft() {
	d := s.draft()
	if s.started || d.Title+d.Event+d.EventOn+d.EventWords == "" && len(d.Pupils)+len(d.Interventions) == 0 {
		return
	}
	if err := s.n.Desk.SaveSetting(context.Background(), newDraft, d); err != nil {
		s.n.Shell.Alert(desk.Words(err))
	}
}

// Title is the name of the page.
func (s *starting) Title() string { return "New request" }

// Object is what is drawn.
func (s *starting) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to what is missing: the pupil where the rest stands.
func (s *starting) Focus() { s.sheet.FocusOn("kind") }

// Accept starts the request.
func (s *starting) Accept() {
	if s.sheet.Try() {
		return
	}
	for name, p := range map[string]*picker{"pupil": s.pupil, "pupils": s.pupils, "interventions": s.interventions} {
		if s.sheet.Problem(name) != "" {
			p.focus()
		}
	}
}

// Leave keeps what was typed.
func (s *starting) Leave() { s.keepDraft() }

// Refresh shows the pupils by their initials when names are hidden, and by their names again.
func (s *starting) Refresh() {
	if err := s.offer(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.build()
	s.Focus()
}
