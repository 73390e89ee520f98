package panel

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"needsbook/app/cluster/papers"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/app/funding"
	"needsbook/app/money"
	"needsbook/ui/desktop/outline"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// standing is all that the page shows, as read in one go.
type standing struct {
	today      day.Date
	say        func(string) string
	label      func(string) string
	joined     bool
	have       bool // something came from the hub
	agreements []desk.ClusterAgreement
	second     []desk.Seconding
	requests   []desk.PanelRequest
	disputes   []desk.PanelDispute
	events     []desk.EventStanding
	kinds      []papers.Coded // of events
	urgencies  []papers.Coded
	reasons    []papers.Coded // of disputes
	next       exchange.Meeting
	schools    map[string]string // names by URN
}

// read reads what is kept; it asks nobody.
func read(ctx context.Context, d *desk.Desk) (s standing, err error) {
	s.today, s.say, s.label, s.schools = d.Today(), d.Terms().Say, d.Terms().Label, map[string]string{d.School().URN: d.School().Name}
	m, err := d.Membership(ctx)
	if err != nil {
		return s, err
	}
	s.joined = m.Joined()
	b, have, err := d.Bulletin(ctx)
	if err != nil {
		return s, err
	}
	s.have = have
	for _, m := range b.Members {
		s.schools[m.URN] = m.Name
	}
	for _, m := range b.Meetings {
		if !m.On.Before(s.today) && (s.next.On.IsZero() || m.On.Before(s.next.On)) {
			s.next = m
		}
	}
	if s.agreements, err = d.ClusterAgreements(ctx); err != nil {
		return s, err
	}
	if s.second, err = d.ToSecond(ctx); err != nil {
		return s, err
	}
	if s.requests, err = d.PanelRequests(ctx); err != nil {
		return s, err
	}
	if s.disputes, err = d.PanelDisputes(ctx); err != nil {
		return s, err
	}
	if s.events, err = d.PanelEvents(ctx); err != nil {
		return s, err
	}
	if s.kinds, s.urgencies, err = d.EventRules(ctx); err != nil {
		return s, err
	}
	s.reasons, err = d.DisputeReasons(ctx)
	return s, err
}

// Kinds of row.
const (
	rowAgreement = "agreement"
	rowSecond    = "second"
	rowRequest   = "request"
	rowDispute   = "dispute"
	rowEvent     = "event"
	rowNew       = "new-event"
)

// line is one row of the list at the left.
type line struct {
	kind string
	at   int // in the list of its kind
	id   string
	outline.Row
}

// lines are the rows: first what waits for the school, then what it has under way.
func (s standing) lines() (out []line) {
	const waits = "Waits for you"
	add := func(kind string, at int, id, group, title, note string, state parts.State) {
		out = append(out, line{kind, at, kind + " " + id, outline.Row{Group: group, Title: title, State: state, Note: note, NoteStyle: parts.Quiet}})
	}
	for i, a := range s.agreements {
		if !a.Stands() {
			state := parts.Soon
			if a.Needed {
				state = parts.Overdue
			}
			add(rowAgreement, i, a.ID, waits, a.Title, "accept", state)
		}
	}
	for i, r := range s.second {
		if r.Said == "" {
			add(rowSecond, i, r.Document, waits, r.Lead, "asks", parts.Soon)
		}
	}
	for i, r := range s.requests {
		if r.Waits {
			add(rowRequest, i, strconv.Itoa(r.Request.Number), waits, "Answer to "+r.Request.Reference(), "", parts.Soon)
		}
	}
	for i, r := range s.requests {
		if !r.Waits {
			add(rowRequest, i, strconv.Itoa(r.Request.Number), "Our requests", r.Request.Reference()+", "+s.kindWords(r.Request.Kind), shortState(r), parts.NoState)
		}
	}
	for i, r := range s.second {
		if r.Said != "" {
			add(rowSecond, i, r.Document, "Requests we share", r.Lead+", "+r.Request.Number, r.Said, parts.NoState)
		}
	}
	for i, p := range s.disputes {
		state := parts.NoState
		if p.Open() {
			state = parts.Soon
		}
		add(rowDispute, i, p.Decision, "Disputes", s.disputeTitle(p), "", state)
	}
	for i, e := range s.events {
		add(rowEvent, i, e.Event.Ref, "In the year", words(s.kinds, e.Event.Event), "", parts.NoState)
	}
	add(rowNew, 0, "", "In the year", "Tell of an event", "", parts.NoState)
	for i, a := range s.agreements {
		if a.Stands() {
			add(rowAgreement, i, a.ID, "Agreements", a.Title, a.Version, parts.Done)
		}
	}
	return out
}

// place is where a row stands, 0 for one that is not there.
func place(lines []line, id string) int {
	return max(0, slices.IndexFunc(lines, func(l line) bool { return l.id == id }))
}

// kindWords names a kind of request in the council's words.
func (s standing) kindWords(kind string) string {
	words, _, _ := strings.Cut(s.label("request_"+kind), " request")
	return strings.ToLower(words) + " request"
}

// shortState is how far a request is, in two words.
func shortState(r desk.PanelRequest) string {
	a := r.Answer
	switch {
	case !r.Sent:
		return "to send"
	case r.Request.Progress.Withdrawn():
		return "withdrawn"
	case a.Confirmed:
		return "confirmed"
	case a.Outcome != "":
		return "answered"
	case a.Meeting != "":
		return "on the agenda"
	}
	return "sent"
}

func words(list []papers.Coded, code string) string {
	for _, c := range list {
		if c.Code == code {
			return c.Words
		}
	}
	return code
}

func (s standing) disputeTitle(p desk.PanelDispute) string {
	if p.Request == "" {
		return "About a decision"
	}
	return "About " + strings.ToUpper(p.Request)
}

// school names a school by its URN.
func (s standing) school(urn string) string {
	if name := s.schools[urn]; name != "" {
		return name
	}
	return "School " + urn
}

// sentence says what waits, and when the panel meets.
func (s standing) sentence() string {
	switch {
	case !s.joined:
		return s.say("The school has joined no {cluster} yet.")
	case !s.have:
		return "Nothing has come from the hub yet. Fetch what it sends round first."
	}
	n := 0
	for _, l := range s.lines() {
		if l.Group == "Waits for you" {
			n++
		}
	}
	out := "Nothing waits for this school."
	if n > 0 {
		out = wording.Count(n, "thing") + " for you to answer."
	}
	if !s.next.On.IsZero() {
		out += s.say(" The {cluster_panel} meets on ") + s.next.On.Words() + "."
	}
	return out
}

func pounds(pence int64) string { return money.Pence(pence).Words() }

// requestFacts are what is known of a request on its way.
func (s standing) requestFacts(d *desk.Desk, r desk.PanelRequest) []parts.Fact {
	facts := []parts.Fact{{Label: "How it stands", Value: d.AnswerWords(r)}}
	a := r.Answer
	if a.Outcome == "" {
		return facts
	}
	add := func(label, value string) {
		if value != "" {
			facts = append(facts, parts.Fact{Label: label, Value: value})
		}
	}
	add("Said on", a.On.Words())
	if r.Request.Kind != funding.KindAdvice {
		add("Recommended", pounds(a.Amount)+" of "+r.Request.Progress.Asked.Words()+" asked for")
	}
	var why []string
	for _, code := range a.Reasons {
		why = append(why, d.ReasonWords(code))
	}
	add("Reasons", strings.Join(why, "; "))
	add("In their words", a.Words)
	add("Conditions", strings.Join(a.Conditions, "; "))
	if !a.ReviewOn.IsZero() {
		add("Review on", a.ReviewOn.Words())
	}
	if a.Confirmed {
		add("Confirmed by the "+s.label("la"), pounds(a.ConfirmedAmount)+" on "+a.ConfirmedOn.Words())
	} else {
		add("Confirmed by the "+s.label("la"), "Not yet. Until then nothing is agreed.")
	}
	if !a.DisputeBy.IsZero() {
		words, state := wording.Due(s.today, a.DisputeBy)
		facts = append(facts, parts.Fact{Label: "Can be disputed until", Value: words, State: state})
	}
	return facts
}

// secondFacts are a pooled request of another school, with this school's part first.
func (s standing) secondFacts(r desk.Seconding) []parts.Fact {
	q := r.Request
	facts := []parts.Fact{
		{Label: "Who asks", Value: r.Lead},
		{Label: "This school's part", Value: fmt.Sprintf("%s: %s a year, of which it pays %s itself", wording.Count(r.Part.Pupils, "pupil"), pounds(r.Part.Cost), pounds(r.Part.Pays))},
		{Label: "Together", Value: pounds(q.Total) + " a year: " + pounds(q.Own) + " paid by the schools, " + pounds(q.Asked) + " asked for"},
		{Label: "One school alone", Value: pounds(q.Alone) + " a year for the same"},
	}
	for _, p := range q.Partners {
		facts = append(facts, parts.Fact{Label: s.school(p.URN), Value: fmt.Sprintf("%s, %s, pays %s, asks %s", wording.Count(p.Pupils, "pupil"), pounds(p.Cost), pounds(p.Pays), pounds(p.Asked))})
	}
	switch {
	case r.OnItsWay:
		facts = append(facts, parts.Fact{Label: "Our answer", Value: capital(r.Said) + ", on its way", State: parts.Soon})
	case r.Said == desk.SaidYes:
		facts = append(facts, parts.Fact{Label: "Our answer", Value: "Agreed", State: parts.Done})
	case r.Said == desk.SaidNo:
		facts = append(facts, parts.Fact{Label: "Our answer", Value: "Not agreed"})
	}
	return facts
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// disputeFacts say where a dispute is, with its clocks.
func (s standing) disputeFacts(p desk.PanelDispute) []parts.Fact {
	facts := []parts.Fact{{Label: "Why", Value: words(s.reasons, p.Reason)}, {Label: "Stage", Value: strconv.Itoa(max(1, p.Stage))}}
	if !p.RaisedOn.IsZero() {
		facts = append(facts, parts.Fact{Label: "Raised on", Value: p.RaisedOn.Words()})
	}
	due := func(label string, on day.Date) {
		if !on.IsZero() && p.Open() {
			words, state := wording.Due(s.today, on)
			facts = append(facts, parts.Fact{Label: label, Value: words, State: state})
		}
	}
	due("Reply due", p.ReplyBy)
	due("Take it further by", p.AnswerBy)
	if p.Words != "" {
		facts = append(facts, parts.Fact{Label: "What was answered", Value: p.Words})
	}
	switch {
	case p.OnItsWay:
		facts = append(facts, parts.Fact{Label: "Our step", Value: "On its way to the hub", State: parts.Soon})
	case !p.SettledOn.IsZero():
		facts = append(facts, parts.Fact{Label: "Settled", Value: strings.TrimSpace(p.SettledOn.Words() + " " + p.Outcome), State: parts.Done})
	}
	return facts
}

// eventFacts say where an event is on the ladder.
func (s standing) eventFacts(e desk.EventStanding) []parts.Fact {
	facts := []parts.Fact{{Label: "What happened", Value: words(s.kinds, e.Event.Event)}, {Label: "How urgent", Value: words(s.urgencies, e.Event.Urgency)}}
	if e.Event.Amount > 0 {
		facts = append(facts, parts.Fact{Label: "Asked for", Value: pounds(e.Event.Amount)})
	}
	if e.Event.Request != "" {
		facts = append(facts, parts.Fact{Label: "With the request", Value: strings.ToUpper(e.Event.Request)})
	}
	switch {
	case e.Event.State == papers.Withdrawn:
		facts = append(facts, parts.Fact{Label: "How it stands", Value: "Withdrawn"})
	case e.OnItsWay:
		facts = append(facts, parts.Fact{Label: "How it stands", Value: "On its way to the hub", State: parts.Soon})
	case e.At.Ref == "":
		facts = append(facts, parts.Fact{Label: "How it stands", Value: s.say("The {cluster_panel} has it.")})
	case !e.At.SettledOn.IsZero():
		facts = append(facts, parts.Fact{Label: "Settled", Value: e.At.SettledOn.Words() + ", " + pounds(e.At.Amount), State: parts.Done})
	default:
		facts = append(facts, parts.Fact{Label: "With", Value: e.At.Level})
		if !e.At.DueOn.IsZero() {
			words, state := wording.Due(s.today, e.At.DueOn)
			facts = append(facts, parts.Fact{Label: "Goes further up", Value: words, State: state})
		}
	}
	if e.At.Words != "" {
		facts = append(facts, parts.Fact{Label: "In their words", Value: e.At.Words})
	}
	return facts
}

// leaves are the lines of what would leave the school.
func leaves(lines []papers.Line) []parts.Fact {
	facts := make([]parts.Fact, len(lines))
	for i, l := range lines {
		facts[i] = parts.Fact{Label: l.Label, Value: l.Value}
	}
	return facts
}
