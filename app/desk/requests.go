package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/funding"
	"needsbook/app/journal"
	"needsbook/app/paper"
)

// Request is a funding request as it is kept: what the SENCO writes and how far it
// has come. The facts in it are gathered anew from the records each time.
type Request struct {
	ID          string            `json:"id"`
	Number      int               `json:"number"` // 1, 2, 3 … in this school
	Kind        string            `json:"kind"`
	Pupil       string            `json:"pupil"`
	Created     day.Date          `json:"created"`
	Starts      day.Date          `json:"starts"`   // the money is asked for from this day
	Ends        day.Date          `json:"ends"`     // to this day
	Scheme      string            `json:"scheme"`   // the panel or fund it is made to
	Renews      int               `json:"renews"`   // number of the request it renews, 0 for none
	Words       map[string]string `json:"words"`    // what the SENCO wrote, by part of the form
	Papers      []funding.Paper   `json:"papers"`   // papers attached
	Measures    []funding.Measure `json:"measures"` // tests and scales, at the start and now
	SencoSigned day.Date          `json:"senco_signed"`
	HeadSigned  day.Date          `json:"head_signed"`
	Progress    funding.Progress  `json:"progress"`

	Title         string            `json:"title"`         // of a group, project or advice request
	Reason        string            `json:"reason"`        // funding.ReasonNew, ReasonRenewal or ReasonInYear; "" is new
	Event         funding.Event     `json:"event"`         // what happened in the year, for ReasonInYear
	Interventions []string          `json:"interventions"` // rows of the provision map that a group request asks for
	Costs         []funding.Line    `json:"costs"`         // lines of money written by hand, for a project
	Partners      []funding.Partner `json:"partners"`      // other schools that share
	Outcomes      []funding.Shared  `json:"outcomes"`      // of a group or a project
	Attached      []string          `json:"attached"`      // attachments of the pupils that go with it, in order
	Letters       []funding.Letter  `json:"letters"`       // letters to parents that were handed over
	Facts         *funding.Facts    `json:"facts"`         // as they were on the day it was submitted, nil before
}

// RequestPupil is a pupil in a group request. Its own record, so that what is held about
// each pupil is found by pupil.
type RequestPupil struct {
	ID      string `json:"id"`
	Pupil   string `json:"pupil"`
	Request string `json:"request"`
	Note    string `json:"note"` // what this pupil needs of it
}

// KindIndividual is a request for one pupil.
const KindIndividual = funding.KindIndividual

// RequestWords are the parts of a request that the SENCO writes, in the order of the form.
var RequestWords = []struct{ Part, Name string }{
	{"strengths", "Strengths and interests"},
	{"attendance", "Attendance"},
	{"progress", "Progress"},
	{"other_money", "Other money"},
	{"exit_plan", "How the help will reduce"},
	{"impact", "What the money achieved so far"},
	{"local_discussion", "Local discussion"},
}

// Reference names a request for people: R-007.
func (r Request) Reference() string { return fmt.Sprintf("R-%03d", r.Number) }

// Status returns how far the request has come.
func (r Request) Status() funding.Status {
	if r.Progress.Status == "" {
		return funding.Drafting
	}
	return r.Progress.Status
}

// Requests returns every request, newest first.
func (d *Desk) Requests(ctx context.Context) ([]Request, error) {
	list, err := all[Request](ctx, d.store, kindRequest)
	slices.SortFunc(list, func(a, b Request) int { return cmp.Compare(b.Number, a.Number) })
	return list, err
}

// Request returns the request with a number.
func (d *Desk) Request(ctx context.Context, number int) (Request, error) {
	list, err := d.Requests(ctx)
	if err != nil {
		return Request{}, err
	}
	for _, r := range list {
		if r.Number == number {
			return r, nil
		}
	}
	return Request{}, refuse("number", fmt.Sprintf("There is no funding request number %d.", number))
}

func requestEdit(r Request) journal.Edit {
	if r.Words == nil {
		r.Words = map[string]string{}
	}
	if r.Papers == nil {
		r.Papers = []funding.Paper{}
	}
	if r.Measures == nil {
		r.Measures = []funding.Measure{}
	}
	r.Interventions, r.Costs, r.Partners = orEmpty(r.Interventions), orEmpty(r.Costs), orEmpty(r.Partners)
	r.Outcomes, r.Attached, r.Letters = orEmpty(r.Outcomes), orEmpty(r.Attached), orEmpty(r.Letters)
	return journal.Edit{Kind: kindRequest, Key: r.ID, About: r.Pupil, Value: r}
}

// RequestStart is what a request begins from. Only the kind is always needed.
type RequestStart struct {
	Kind          string   // one of funding.Kinds
	Reason        string   // funding.ReasonNew, ReasonRenewal or ReasonInYear; "" is new
	Pupils        []string // one for an individual request, those of a group, none or one for advice, none for a project
	Interventions []string // rows of the provision map that a group asks for
	Title         string
	Renews        int           // number of the request it renews, 0 for none
	Event         funding.Event // for ReasonInYear
}

// NewRequest starts a request from the facts that are there. It asks for money from
// today to the end of the academic year.
func (d *Desk) NewRequest(ctx context.Context, start RequestStart) (Request, error) {
	list, err := d.Requests(ctx)
	if err != nil {
		return Request{}, err
	}
	r, err := d.blankRequest(start, list)
	if err != nil {
		return Request{}, err
	}
	edits := append([]journal.Edit{requestEdit(r)}, d.pupilEdits(r, start.Pupils)...)
	return r, d.do(ctx, d.startLabel(r), r.Pupil, edits...)
}

// blankRequest is a new request with nothing written in it.
func (d *Desk) blankRequest(start RequestStart, list []Request) (Request, error) {
	if err := d.checkStart(start, list); err != nil {
		return Request{}, err
	}
	r := Request{ID: d.options.NewID(), Number: 1, Kind: start.Kind, Created: d.Today(), Starts: d.Today(),
		Ends: day.Of(day.AcademicYear(d.Today())+1, 8, 31), Scheme: d.terms.Label("cluster_panel"), Renews: start.Renews,
		Title: strings.TrimSpace(start.Title), Reason: orElse(start.Reason, funding.ReasonNew), Event: start.Event, Interventions: start.Interventions}
	if start.Kind != funding.KindGroup && len(start.Pupils) == 1 {
		r.Pupil = start.Pupils[0]
	}
	for _, old := range list {
		r.Number = max(r.Number, old.Number+1)
		if start.Kind == KindIndividual && start.Reason == "" && r.Renews == 0 && old.Pupil == r.Pupil && old.Kind == r.Kind && old.Progress.Agreed() {
			r.Renews = old.Number
		}
	}
	if r.Renews > 0 {
		r.Reason = funding.ReasonRenewal
	}
	return r, nil
}

// startLabel names the step that starts a request.
func (d *Desk) startLabel(r Request) string {
	label := "Start funding request " + r.Reference()
	if e, err := d.Entry(r.Pupil); err == nil {
		label += " for " + e.Name()
	}
	return label
}

// checkStart refuses a start that does not fit the kind of request.
func (d *Desk) checkStart(start RequestStart, list []Request) error {
	if !slices.Contains(funding.Kinds, start.Kind) {
		return refuse("kind", "“"+start.Kind+"” is not a kind of request. Use "+strings.Join(funding.Kinds, ", ")+".")
	}
	n := len(start.Pupils)
	for _, rule := range []struct {
		broken bool
		field  string
		words  string
	}{
		{start.Kind == funding.KindIndividual && n != 1, "pupil", "Choose the pupil that the request is for."},
		{start.Kind == funding.KindAdvice && n > 1, "pupil", "A question for advice is about one pupil or none. Start another for the next pupil."},
		{start.Kind == funding.KindProject && n > 0, "pupil", "A project holds nothing about any pupil. Leave the pupils out, or start a request for a group."},
		{start.Reason != "" && !slices.Contains(funding.Reasons, start.Reason), "reason", "A request is new, a renewal, or made because of something that happened in the year."},
		{start.Reason == funding.ReasonRenewal && start.Renews == 0, "renews", "Say which request is renewed."},
	} {
		if rule.broken {
			return refuse(rule.field, rule.words)
		}
	}
	if start.Renews != 0 && !slices.ContainsFunc(list, func(r Request) bool { return r.Number == start.Renews }) {
		return refuse("renews", fmt.Sprintf("There is no funding request number %d to renew.", start.Renews))
	}
	if start.Reason == funding.ReasonInYear {
		if why := start.Event.Check(d.Today()); why != nil {
			return refuse("event", why.Error())
		}
	}
	return d.checkPupils(start.Pupils)
}

// SaveRequest keeps what the SENCO changed in a draft. A request that is ready or
// further cannot be changed: take it back to the desk first.
func (d *Desk) SaveRequest(ctx context.Context, r Request) error {
	was, err := d.Request(ctx, r.Number)
	if err != nil {
		return err
	}
	if was.Status() != funding.Drafting {
		return refuse("request", "Only a draft can be changed. Take the request back to your desk first. Nothing was changed.")
	}
	for _, signed := range []day.Date{r.SencoSigned, r.HeadSigned} {
		if signed.After(d.Today()) {
			return refuse("signed", "A signature cannot be dated in the future. Enter the day it was signed.")
		}
	}
	if err := funding.CheckMoney(r.Costs, r.Partners); err != nil {
		return refuse("costs", err.Error()+" Nothing was changed.")
	}
	if err := d.checkRequest(r); err != nil {
		return err
	}
	r.ID, r.Kind, r.Created = was.ID, was.Kind, was.Created
	r.Progress, r.Facts, r.Letters = was.Progress, was.Facts, was.Letters
	return d.do(ctx, "Change funding request "+r.Reference(), r.Pupil, requestEdit(r))
}

// checkRequest refuses what no request can hold: a time that ends before it begins, an
// event without its day.
func (d *Desk) checkRequest(r Request) error {
	if !r.Starts.IsZero() && !r.Ends.IsZero() && (r.Ends.Before(r.Starts) || r.Ends.After(r.Starts.AddYears(funding.LongestYears))) {
		return refuse("ends", "The money ends before it begins, or runs for more than two years. Check both days. Nothing was changed.")
	}
	if r.Reason == funding.ReasonInYear {
		if why := r.Event.Check(d.Today()); why != nil {
			return refuse("event", why.Error())
		}
	}
	return nil
}

// Draft is a request with its facts, gates and money, as it stands now.
type Draft struct {
	Request Request
	Facts   funding.Facts
	Result  funding.Request
}

// DraftRequest gathers the facts for a request and looks at them through the gates. Of a
// request that was submitted, the facts and the money are those that were sent, and the
// gates look at what is on record now: a consent that was withdrawn since shows.
func (d *Desk) DraftRequest(ctx context.Context, number int) (Draft, error) {
	r, err := d.Request(ctx, number)
	if err != nil {
		return Draft{}, err
	}
	facts, err := d.requestFacts(ctx, r)
	if err != nil {
		return Draft{}, err
	}
	draft := Draft{Request: r, Facts: facts, Result: funding.Draft(d.forms[r.Kind], facts)}
	if r.Facts != nil {
		draft.Facts, draft.Result.Totals = *r.Facts, funding.Draft(d.forms[r.Kind], *r.Facts).Totals
		draft.Facts.Decided, draft.Facts.Others = r.Progress.Decision, d.othersIn(&draft.Facts, r.Pupil)
	}
	return draft, nil
}

// requestDocument makes the paper that goes to the panel. Until the request is ready
// every page says DRAFT.
func (d *Desk) requestDocument(ctx context.Context, number int, names Names) (*paper.Doc, error) {
	draft, err := d.DraftRequest(ctx, number)
	if err != nil {
		return nil, err
	}
	return funding.Document(d.forms[draft.Request.Kind], draft.Facts, names.forFunding()), nil
}

// requestPDF makes the request as a PDF; missing says what it does not show, as Draw does.
func (d *Desk) requestPDF(ctx context.Context, number int, names Names) (file []byte, missing []string, err error) {
	doc, err := d.requestDocument(ctx, number, names)
	if err != nil {
		return nil, nil, err
	}
	return drawPDF(doc)
}
