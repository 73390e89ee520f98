package desk

import (
	"context"
	"encoding/json"
	"fmt"

	"needsbook/app/continuum"
	"needsbook/app/day"
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
)

// installed is a pack that the school has put in place of the shipped one.
type installed struct {
	ID        string          `json:"id"` // its format: one pack of each is in use
	Body      json.RawMessage `json:"body"`
	Installed day.Date        `json:"installed"`
}

// loadPacks reads the code lists and the packs in use: the school's own where one
// is installed, else the shipped one.
func (d *Desk) loadPacks(ctx context.Context) error {
	var err error
	d.codes, err = register.LoadCodes(assets.Pack("sen-status.json"), assets.Pack("sen-types.json"), assets.Pack("areas-of-need.json"), assets.Pack("year-groups.json"))
	if err != nil {
		return err
	}
	body, err := d.packBody(ctx, formatContinuum, "continuum.json")
	if err != nil {
		return err
	}
	var problems []pack.Problem
	if d.continuum, problems = continuum.Load(body); len(problems) > 0 {
		return fmt.Errorf("the continuum in use cannot be read: %s", problems[0].Message)
	}
	if body, err = d.packBody(ctx, formatTerms, "terms.json"); err != nil {
		return err
	}
	if d.terms, problems = terms.Load(body); len(problems) > 0 {
		return fmt.Errorf("the words in use cannot be read: %s", problems[0].Message)
	}
	if d.funding, problems = provision.LoadFunding(assets.Pack("funding.json")); len(problems) > 0 {
		return fmt.Errorf("the amounts in use cannot be read: %s", problems[0].Message)
	}
	var found pack.Problems
	if d.form, found = funding.Load(assets.Pack("request-form.json")); len(found) > 0 {
		return fmt.Errorf("the request form cannot be read: %s", found[0].Message)
	}
	if d.sections, found = publish.Load(assets.Pack("report-sections.json")); len(found) > 0 {
		return fmt.Errorf("the sections of the report cannot be read: %s", found[0].Message)
	}
	if d.plain, found = plainenglish.Load(assets.Pack("plain-words.json")); len(found) > 0 {
		return fmt.Errorf("the list of plain words cannot be read: %s", found[0].Message)
	}
	return nil
}

func (d *Desk) packBody(ctx context.Context, format, shipped string) ([]byte, error) {
	body, found, err := d.store.Get(ctx, kindPack, format)
	if err != nil || !found {
		return assets.Pack(shipped), err
	}
	var p installed
	if err := json.Unmarshal(body, &p); err != nil {
		return nil, fmt.Errorf("the installed pack %s cannot be read: %w", format, err)
	}
	return p.Body, nil
}

// Term returns the school's word for a thing, such as Term("cluster").
func (d *Desk) Term(key string) string { return d.terms.Label(key) }

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
	case "":
		return []pack.Problem{{Path: "format", Message: "The file does not say what sort of pack it is. Check that it is a Needsbook pack."}}
	default:
		return []pack.Problem{{Path: "format", Message: "Packs of the format “" + format + "” cannot be installed. Needsbook takes " + formatContinuum + " and " + formatTerms + "."}}
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
