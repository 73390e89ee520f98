package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"needsbook/app/continuum"
	"needsbook/app/day"
	"needsbook/app/duties"
	"needsbook/app/funding"
	"needsbook/app/journal"
	"needsbook/app/pack"
	"needsbook/app/pack/terms"
	"needsbook/app/provision"
	"needsbook/app/publish"
	"needsbook/app/publish/plainenglish"
	"needsbook/app/register"
	"needsbook/assets"
)

// Formats of pack that a school can put in place of the shipped one.
const (
	formatContinuum = "sen-continuum"
	formatTerms     = "sen-terms"
	formatServices  = "sen-services"
	formatLibrary   = "sen-interventions"
	formatAgendas   = "sen-meeting-agenda"
	formatDeadlines = "statutory-timescales"
	formatRateCard  = "sen-rate-card"
)

// requestForms are the files of the shipped request forms, one for each kind of request.
var requestForms = []string{"request-form.json"}

// installed is a pack that the school has put in place of the shipped one.
type installed struct {
	ID        string          `json:"id"` // its format: one pack of each is in use
	Body      json.RawMessage `json:"body"`
	Installed day.Date        `json:"installed"`
	Signed    PackSigned      `json:"signed"`
}

// PackSigned says who signed a pack: nobody where it is zero.
type PackSigned struct {
	By  string `json:"by,omitempty"`  // the publisher's name as it stands in the signed file
	Key string `json:"key,omitempty"` // the id of the publisher's key
}

// rules are the packs and code lists that a desk works by.
type rules struct {
	codes     *register.Codes
	continuum *continuum.Pack
	terms     terms.Terms
	funding   provision.Funding
	card      provision.RateCard
	forms     map[string]*funding.Form // by kind of request
	sections  *publish.Pack
	plain     *plainenglish.Pack
	services  provision.Services
	library   provision.Library
	agendas   provision.Agendas
	deadlines duties.Timescales
	ehc       *register.EHCForm
}

// shippedRules reads what ships with the program, once: checking the worked examples
// and the schemas takes a while, and what ships does not change.
var shippedRules = sync.OnceValues(func() (rules, error) {
	var r rules
	var err error
	r.codes, err = register.LoadCodes(assets.Pack("sen-status.json"), assets.Pack("sen-types.json"), assets.Pack("areas-of-need.json"), assets.Pack("year-groups.json"))
	if err != nil {
		return r, err
	}
	var formErr error
	var problems []pack.Problem
	fault := func(what string, found []pack.Problem) {
		if len(found) > 0 && err == nil {
			err = fmt.Errorf("%s cannot be read: %s", what, found[0].Message)
		}
	}
	r.continuum, problems = continuum.Load(assets.Pack("continuum.json"))
	fault("the continuum", problems)
	r.terms, problems = terms.Load(assets.Pack("terms.json"))
	fault("the words", problems)
	r.funding, problems = provision.LoadFunding(assets.Pack("funding.json"))
	fault("the amounts", problems)
	r.card, problems = provision.LoadRateCard(assets.Pack("rate-card.json"))
	fault("the rate card", problems)
	var found pack.Problems
	r.forms = map[string]*funding.Form{}
	for _, name := range requestForms {
		form, found := funding.Load(assets.Pack(name))
		if fault("the request form "+name, found); form != nil {
			r.forms[form.Kind] = form
		}
	}
	r.sections, found = publish.Load(assets.Pack("report-sections.json"))
	fault("the sections of the report", found)
	r.plain, found = plainenglish.Load(assets.Pack("plain-words.json"))
	fault("the list of plain words", found)
	r.services, problems = provision.LoadServices(assets.Pack("services.json"))
	fault("the services", problems)
	r.library, problems = provision.LoadLibrary(assets.Pack("library.json"))
	fault("the library of interventions", problems)
	r.agendas, problems = provision.LoadAgendas(assets.Pack("meeting-agenda.json"))
	fault("the agendas of meetings", problems)
	r.deadlines, problems = duties.LoadTimescales(assets.Pack("timescales.json"))
	fault("the deadlines", problems)
	if r.ehc, formErr = register.LoadEHCForm(assets.Pack("ehc-form.json")); formErr != nil && err == nil {
		err = formErr
	}
	return r, err
})

// loadPacks takes the packs in use: the school's own where one is installed, else
// the shipped one.
func (d *Desk) loadPacks(ctx context.Context) error {
	shipped, err := shippedRules()
	if err != nil {
		return err
	}
	d.rules = shipped
	return errors.Join(
		useOwn(ctx, d, formatContinuum, "continuum", continuum.Load, &d.continuum),
		useOwn(ctx, d, formatTerms, "words", terms.Load, &d.terms),
		useOwn(ctx, d, formatServices, "services", provision.LoadServices, &d.services),
		useOwn(ctx, d, formatLibrary, "library of interventions", provision.LoadLibrary, &d.library),
		useOwn(ctx, d, formatAgendas, "agendas of meetings", provision.LoadAgendas, &d.agendas),
		useOwn(ctx, d, formatDeadlines, "deadlines", duties.LoadTimescales, &d.deadlines),
		useOwn(ctx, d, formatRateCard, "rate card", provision.LoadRateCard, &d.card),
	)
}

// useOwn puts the school's own pack of a format in place of the shipped one, where it
// has one.
func useOwn[T any, P ~[]pack.Problem](ctx context.Context, d *Desk, format, what string, load func([]byte) (T, P), into *T) error {
	body, own, err := d.installedPack(ctx, format)
	if err != nil || !own {
		return err
	}
	read, problems := load(body)
	if len(problems) > 0 {
		return fmt.Errorf("the %s in use cannot be read: %s", what, problems[0].Message)
	}
	*into = read
	return nil
}

// installedPack returns the school's own pack of a format, and whether it has one.
func (d *Desk) installedPack(ctx context.Context, format string) ([]byte, bool, error) {
	body, found, err := d.store.Get(ctx, kindPack, format)
	if err != nil || !found {
		return nil, false, err
	}
	var p installed
	if err := json.Unmarshal(body, &p); err != nil {
		return nil, false, fmt.Errorf("the installed pack %s cannot be read: %w", format, err)
	}
	return p.Body, true, nil
}

// packBody returns the bytes of the pack in use.
func (d *Desk) packBody(ctx context.Context, format, shipped string) ([]byte, error) {
	body, own, err := d.installedPack(ctx, format)
	if err != nil || !own {
		return assets.Pack(shipped), err
	}
	return body, nil
}

// Terms returns all the words in use.
func (d *Desk) Terms() terms.Terms { return d.terms }

// CheckPack returns what is wrong with a pack, by path; nothing for a good one.
// It needs no open file.
func CheckPack(body []byte) []pack.Problem {
	switch format := packFormat(body); format {
	case formatContinuum:
		_, problems := continuum.Load(body)
		return problems
	case formatTerms:
		_, problems := terms.Load(body)
		return problems
	case formatServices:
		_, problems := provision.LoadServices(body)
		return problems
	case formatLibrary:
		_, problems := provision.LoadLibrary(body)
		return problems
	case formatAgendas:
		_, problems := provision.LoadAgendas(body)
		return problems
	case formatDeadlines:
		_, problems := duties.LoadTimescales(body)
		return problems
	case formatRateCard:
		_, problems := provision.LoadRateCard(body)
		return problems
	case "":
		return []pack.Problem{{Path: "format", Message: "The file does not say what sort of pack it is. Check that it is a Needsbook pack."}}
	default:
		return []pack.Problem{{Path: "format", Message: "Packs of the format “" + format + "” cannot be installed. Needsbook takes " + formatContinuum + ", " + formatTerms + ", " + formatServices + ", " + formatLibrary + ", " + formatAgendas + ", " + formatDeadlines + " and " + formatRateCard + "."}}
	}
}

func packFormat(body []byte) string {
	var head struct {
		Format string `json:"format"`
	}
	if json.Unmarshal(body, &head) != nil {
		return ""
	}
	return head.Format
}

// InstallPack puts a pack in place of the one in use, as one step that can be undone.
func (d *Desk) InstallPack(ctx context.Context, body []byte) error {
	if problems := CheckPack(body); len(problems) > 0 {
		return refuse("pack", "The pack cannot be used: "+problems[0].Message)
	}
	format := packFormat(body)
	if format == formatRateCard {
		if err := d.checkCard(ctx, body); err != nil {
			return err
		}
	}
	value := installed{ID: format, Body: body, Installed: d.Today()}
	return d.do(ctx, "Install the pack "+packTitle(body), "", journal.Edit{Kind: kindPack, Key: format, Value: value})
}

func packTitle(body []byte) string {
	var head struct{ Title, ID string }
	if json.Unmarshal(body, &head) == nil && head.Title != "" {
		return head.Title
	}
	return head.ID
}

// PreviewPack shows who would move if a continuum were put in use.
func (d *Desk) PreviewPack(ctx context.Context, body []byte) (continuum.Moves, []pack.Problem, error) {
	next, problems := continuum.Load(body)
	if len(problems) > 0 {
		return continuum.Moves{}, problems, nil
	}
	decisions, err := all[LevelDecision](ctx, d.store, kindLevel)
	if err != nil {
		return continuum.Moves{}, nil, err
	}
	latest := map[string]LevelDecision{}
	for pupil, list := range byPupil(decisions, func(l LevelDecision) string { return l.Pupil }) {
		latest[pupil], _ = latestLevel(list)
	}
	var cases []continuum.Case
	d.mu.RLock()
	for _, e := range d.entries {
		if l, ok := latest[e.ID]; ok && e.OnRoll(d.today()) {
			cases = append(cases, continuum.Case{ID: e.ID, Ratings: l.Ratings, Level: l.Level})
		}
	}
	d.mu.RUnlock()
	return continuum.Preview(d.continuum, next, cases), nil, nil
}
