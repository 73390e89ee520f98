package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"needsbook/app/day"
	"needsbook/app/funding"
	"needsbook/app/journal"
	"needsbook/app/paper"
	"needsbook/app/paper/pdf"
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

// NewRequest starts a funding request for a pupil from the facts that are there. It
// asks for money from today to the end of the academic year.
func (d *Desk) NewRequest(ctx context.Context, kind, pupil string) (Request, error) {
	if kind != KindIndividual {
		return Request{}, refuse("kind", "“"+kind+"” is not a kind of request that this version makes. Use individual.")
	}
	e, err := d.Entry(pupil)
	if err != nil {
		return Request{}, err
	}
	list, err := d.Requests(ctx)
	if err != nil {
		return Request{}, err
	}
	r := Request{ID: d.options.NewID(), Number: 1, Kind: kind, Pupil: pupil, Created: d.Today(), Starts: d.Today(),
		Ends: day.Of(day.AcademicYear(d.Today())+1, 8, 31), Scheme: d.terms.Label("panel")}
	for _, old := range list {
		r.Number = max(r.Number, old.Number+1)
		if old.Pupil == pupil && old.Progress.Decision != nil && old.Progress.Decision.Outcome == funding.Agreed && r.Renews == 0 {
			r.Renews = old.Number
		}
	}
	return r, d.do(ctx, fmt.Sprintf("Start funding request %s for %s", r.Reference(), e.Name()), pupil, requestEdit(r))
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
	r.Progress = was.Progress
	return d.do(ctx, "Change funding request "+r.Reference(), r.Pupil, requestEdit(r))
}

// Draft is a request with its facts, gates and money, as it stands now.
type Draft struct {
	Request Request
	Facts   funding.Facts
	Result  funding.Request
}

// DraftRequest gathers the facts for a request and looks at them through the gates.
func (d *Desk) DraftRequest(ctx context.Context, number int) (Draft, error) {
	r, err := d.Request(ctx, number)
	if err != nil {
		return Draft{}, err
	}
	facts, err := d.requestFacts(ctx, r)
	if err != nil {
		return Draft{}, err
	}
	return Draft{Request: r, Facts: facts, Result: funding.Draft(d.forms[r.Kind], facts)}, nil
}

// RequestDocument makes the paper that goes to the panel. Until the request is ready
// every page says DRAFT.
func (d *Desk) RequestDocument(ctx context.Context, number int, names Names) (*paper.Doc, error) {
	draft, err := d.DraftRequest(ctx, number)
	if err != nil {
		return nil, err
	}
	return funding.Document(d.forms[draft.Request.Kind], draft.Facts, names.forFunding()), nil
}

// RequestPDF makes the request as a PDF. lost holds characters that the fonts cannot
// draw, for a warning.
func (d *Desk) RequestPDF(ctx context.Context, number int, names Names) (file []byte, lost []rune, err error) {
	doc, err := d.RequestDocument(ctx, number, names)
	if err != nil {
		return nil, nil, err
	}
	return renderPDF(doc)
}

// renderPDF draws a document with the program's own fonts.
func renderPDF(doc *paper.Doc) ([]byte, []rune, error) {
	fonts, err := pdf.ShippedFonts()
	if err != nil {
		return nil, nil, err
	}
	file, report, err := pdf.Render(doc, fonts, pdf.Options{})
	return file, report.Lost, err
}

// move changes how far a request has come.
func (d *Desk) move(ctx context.Context, number int, label string, step func(Draft) (funding.Progress, error)) error {
	draft, err := d.DraftRequest(ctx, number)
	if err != nil {
		return err
	}
	progress, err := step(draft)
	var notReady *funding.NotReadyError
	var refused funding.StepError
	if errors.As(err, &notReady) || errors.As(err, &refused) {
		return refuse("request", err.Error())
	}
	if err != nil {
		return err
	}
	r := draft.Request
	r.Progress = progress
	return d.do(ctx, label+" "+r.Reference(), r.Pupil, requestEdit(r))
}

// MarkReady makes a draft ready to send. It is refused while a gate blocks.
func (d *Desk) MarkReady(ctx context.Context, number int) error {
	return d.move(ctx, number, "Make ready funding request", func(draft Draft) (funding.Progress, error) {
		return draft.Request.Progress.MakeReady(draft.Result)
	})
}

// Reopen takes a ready or deferred request back to the desk.
func (d *Desk) Reopen(ctx context.Context, number int) error {
	return d.move(ctx, number, "Take back funding request", func(draft Draft) (funding.Progress, error) {
		return draft.Request.Progress.Reopen()
	})
}

// MarkSent records that a ready request went to the panel.
func (d *Desk) MarkSent(ctx context.Context, number int, on day.Date) error {
	return d.move(ctx, number, "Send funding request", func(draft Draft) (funding.Progress, error) {
		return draft.Request.Progress.Send(on)
	})
}

// Decide records the panel's decision.
func (d *Desk) Decide(ctx context.Context, number int, decision funding.Decision) error {
	return d.move(ctx, number, "Record the decision on funding request", func(draft Draft) (funding.Progress, error) {
		return draft.Request.Progress.Decide(decision)
	})
}
