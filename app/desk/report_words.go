package desk

import (
	"context"

	"needsbook/app/access"
	"needsbook/app/publish"
)

// ReportMark is a mark that the school's words may hold, with what it fills in now.
type ReportMark struct {
	publish.Mark
	Now string // "" when the fact is not entered yet
}

// ReportMarks returns every mark with what it fills in today.
func (d *Desk) ReportMarks(ctx context.Context) ([]ReportMark, error) {
	if err := d.allow(access.SeeMoney); err != nil {
		return nil, err
	}
	facts, err := d.reportFacts(ctx)
	if err != nil {
		return nil, err
	}
	var list []ReportMark
	for _, m := range publish.Marks() {
		list = append(list, ReportMark{m, m.Now(facts)})
	}
	return list, nil
}

// Plainer returns a text with the hard words given replaced by plain ones, or all of
// them when none is given. The person who wrote it should read the result.
func (d *Desk) Plainer(text string, only ...string) string { return d.plain.Plainer(text, only...) }
