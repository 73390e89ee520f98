package handover

import (
	"context"
	"path/filepath"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// model is what the page lists, without the toolkit.
type model struct {
	desk   *desk.Desk
	hidden func() bool
	rows   []row
}

// row is one line of the list: a pupil who moves, or a bundle.
type row struct {
	entry  *register.Entry
	what   string
	school string
	on     string
	words  string
	state  parts.State

	leaves bool               // a mover without a bundle
	bundle *desk.HandoverLine // nil for a mover
}

// load reads the movers whose record has not travelled yet, then the bundles.
func (m *model) load() error {
	movers, err := m.desk.Movers(context.Background())
	if err != nil {
		return err
	}
	list, err := m.desk.Handovers(context.Background(), "")
	if err != nil {
		return err
	}
	m.rows = nil
	for _, mover := range movers {
		if mover.Handled {
			continue
		}
		r := row{entry: mover.Entry, on: mover.On.Words(), what: "Joined", words: "No record taken in"}
		if mover.Leaves {
			r.what, r.words, r.state, r.leaves = "Leaves", "No bundle yet", parts.Soon, true
		}
		m.rows = append(m.rows, r)
	}
	for _, h := range list {
		r := row{entry: h.Entry, what: "To", school: schoolWords(h.School, h.URN), on: h.On.Words(), bundle: &h}
		switch {
		case h.Direction == register.HandoverIn:
			r.what, r.words, r.state = "From", "Taken in", parts.Done
		case h.Waits():
			r.words, r.state = "Waits for the receipt", parts.Soon
		default:
			r.words, r.state = "Received "+h.Received.Words(), parts.Done
		}
		m.rows = append(m.rows, r)
	}
	return nil
}

func schoolWords(name, urn string) string {
	if name == "" {
		return "School " + urn
	}
	return name + " (" + urn + ")"
}

// column is one column of the list.
type column struct {
	title string
	width float32 // 0 is as wide as its words
	cell  func(m *model, r row) string
}

var columns = []column{
	{"Pupil", 0, func(m *model, r row) string { return wording.ListName(r.entry, m.hidden()) }},
	{"Year", 0, func(_ *model, r row) string { return r.entry.Year.Label }},
	{"", 0, func(_ *model, r row) string { return r.what }},
	{"School", 260, func(_ *model, r row) string { return r.school }},
	{"Date", 0, func(_ *model, r row) string { return r.on }},
	{"How it stands", 180, func(_ *model, r row) string { return r.words }},
}

func (m *model) cell(at, col int) string { return columns[col].cell(m, m.rows[at]) }

func (m *model) sentence() string {
	waits, leave := 0, 0
	for _, r := range m.rows {
		if r.leaves {
			leave++
		}
		if r.bundle != nil && r.bundle.Waits() {
			waits++
		}
	}
	words := "What was learned about a child goes with the child."
	if leave > 0 {
		words += " " + wording.Count(leave, "pupil") + " with SEN leaving without a bundle."
	}
	if waits > 0 {
		words += " " + wording.Count(waits, "receipt") + " still to come."
	}
	return words
}

// bundleName is the name that a bundle is offered under. It names no pupil.
func (m *model) bundleName(folder, urn string) string {
	name := "Hand-over " + m.desk.Today().String()
	if urn = strings.TrimSpace(urn); urn != "" {
		name = "Hand-over to " + urn + " " + m.desk.Today().String()
	}
	return filepath.Join(folder, name+ending)
}

// Endings of the three files.
const (
	ending        = ".needsbook-handover"
	receiptEnding = ".needsbook-receipt"
	cardEnding    = ".needsbook-card"
)

// consentWords warns where the family has withdrawn its consent to share with other schools.
func consentWords(r desk.Record) string {
	for _, c := range r.Consents {
		if c.Scope == register.ConsentSchools && !c.Withdrawn.IsZero() {
			return "The family withdrew its consent to share with other schools on " + c.Withdrawn.Words() + ". Hand over only what the law asks for, and speak with the family."
		}
	}
	return ""
}
