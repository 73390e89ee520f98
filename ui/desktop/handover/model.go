package handover

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
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

// row is one line of the list: the heading of a group, a pupil who moves, or a bundle.
type row struct {
	head   string // the words of a row that heads a group, "" for the others
	entry  *register.Entry
	school string
	on     string
	words  string
	state  parts.State

	moves  bool               // this summer, so that a next school can be set
	to     desk.MovingPupil   // of a row that moves
	leaves bool               // a bundle can be made
	bundle *desk.HandoverLine // nil where there is none
}

// load reads who leaves or has joined out of turn, and bundles that wait for a receipt,
// then who moves by year group, then the other bundles.
func (m *model) load() error {
	groups, err1 := m.desk.MovesList(context.Background())
	movers, err2 := m.desk.Movers(context.Background())
	list, err3 := m.desk.Handovers(context.Background(), "")
	if err := errors.Join(err1, err2, err3); err != nil {
		return err
	}
	m.rows = nil
	listed := map[string]bool{} // by direction and pupil
	for _, g := range groups {
		for _, p := range g.Pupils {
			listed[directionOf(g.Stage)+p.Entry.ID] = true
		}
	}
	m.group("Leave or have joined in the middle of the year", moverRows(movers, listed))
	var waiting, settled []row
	for _, h := range list {
		if listed[h.Direction+h.Pupil] {
			continue
		}
		r := row{entry: h.Entry}
		if r.setBundle(h); h.Waits() {
			waiting = append(waiting, r)
		} else {
			settled = append(settled, r)
		}
	}
	m.group("Other bundles that wait for a receipt", waiting)
	for _, g := range groups {
		m.rows = append(m.rows, row{head: groupWords(g, m.desk.MoveYear())})
		for _, p := range g.Pupils {
			r, direction := movingRow(g.Stage, p), directionOf(g.Stage)
			if i := slices.IndexFunc(list, func(h desk.HandoverLine) bool { return h.Pupil == p.Entry.ID && h.Direction == direction }); i >= 0 {
				r.setBundle(list[i])
			}
			m.rows = append(m.rows, r)
		}
	}
	m.group("Other bundles", settled)
	return nil
}

func (m *model) group(head string, rows []row) {
	if len(rows) > 0 {
		m.rows = append(append(m.rows, row{head: head}), rows...)
	}
}

// directionOf is the way that the records of a stage go.
func directionOf(stage desk.MoveStage) string {
	if stage == desk.MoveJoined {
		return register.HandoverIn
	}
	return register.HandoverOut
}

// groupWords head a year group.
func groupWords(g desk.MovingGroup, year int) string {
	switch g.Stage {
	case desk.MoveLeaves:
		return fmt.Sprintf("Leave in summer %d: %s", year, g.Year.Label)
	case desk.MoveNext:
		return fmt.Sprintf("Leave a year later, in %d: %s", year+1, g.Year.Label)
	}
	return "Joined this school year: " + g.Year.Label
}

func movingRow(stage desk.MoveStage, p desk.MovingPupil) row {
	r := row{entry: p.Entry, moves: stage == desk.MoveLeaves, to: p}
	switch {
	case stage == desk.MoveJoined:
		r.words, r.on = "No record taken in", p.Entry.Entered.Words()
	case !r.moves:
	case p.To.School != "" || p.To.URN != "":
		r.school, r.words, r.leaves = destinationWords(p.To), "No bundle yet", true
	default:
		r.school, r.words, r.leaves = "Not decided", "No bundle yet", true
	}
	return r
}

func destinationWords(to register.Destination) string {
	if to.URN == "" {
		return to.School
	}
	return schoolWords(to.School, to.URN)
}

// moverRows are those who leave or have joined out of turn, and whose record has not
// travelled.
func moverRows(movers []desk.Mover, listed map[string]bool) (out []row) {
	for _, mover := range movers {
		direction := register.HandoverIn
		if mover.Leaves {
			direction = register.HandoverOut
		}
		if mover.Handled || listed[direction+mover.Entry.ID] {
			continue
		}
		listed[direction+mover.Entry.ID] = true
		r := row{entry: mover.Entry, on: "Joined " + mover.On.Words(), words: "No record taken in"}
		if mover.Leaves {
			r.on, r.words, r.state, r.leaves = "Leaves "+mover.On.Words(), "No bundle yet", parts.Soon, true
		}
		out = append(out, r)
	}
	return out
}

// setBundle says how a bundle stands.
func (r *row) setBundle(h desk.HandoverLine) {
	r.bundle, r.school, r.leaves = &h, schoolWords(h.School, h.URN), false
	switch {
	case h.Direction == register.HandoverIn:
		r.on, r.words, r.state = "From there, "+h.On.Words(), "Taken in", parts.Done
	case h.Waits():
		r.on, r.words, r.state = "Made "+h.On.Words(), "Waits for the receipt", parts.Soon
	default:
		r.on, r.words, r.state = "Made "+h.On.Words(), "Received "+h.Received.Words(), parts.Done
	}
}

func schoolWords(name, urn string) string {
	if name == "" {
		return "School " + urn
	}
	return name + " (" + urn + ")"
}

// standsColumn is the place of how a row stands, beside the school.
const standsColumn = 3

// column is one column of the list.
type column struct {
	title string
	width float32 // 0 is as wide as its words
	cell  func(m *model, r row) string
}

var columns = []column{
	{"Pupil", 0, func(m *model, r row) string { return wording.ListName(r.entry, m.hidden()) }},
	{"Year", 0, func(_ *model, r row) string { return r.entry.Year.Label }},
	{"School", 260, func(_ *model, r row) string { return r.school }},
	{"How it stands", 180, func(_ *model, r row) string { return r.words }},
	{"Date", 0, func(_ *model, r row) string { return r.on }},
	{"Status", 0, func(m *model, r row) string { return m.desk.Codes().StatusName(r.entry.Status) }},
}

func (m *model) cell(at, col int) string {
	switch r := m.rows[at]; {
	case r.head == "":
		return columns[col].cell(m, r)
	case col == 0:
		return r.head
	}
	return ""
}

// pupils counts the rows that head no group.
func (m *model) pupils() int {
	n := 0
	for _, r := range m.rows {
		if r.head == "" {
			n++
		}
	}
	return n
}

// chosen are the pupils of rows that a next school can be set for.
func (m *model) chosen(rows []int) (ids []string) {
	for _, at := range rows {
		if at >= 0 && at < len(m.rows) && m.rows[at].moves {
			ids = append(ids, m.rows[at].entry.ID)
		}
	}
	return ids
}

func (m *model) sentence() string {
	waits, leave, open := 0, 0, 0
	for _, r := range m.rows {
		if r.leaves {
			leave++
		}
		if r.moves && !r.to.To.Known() {
			open++
		}
		if r.bundle != nil && r.bundle.Waits() {
			waits++
		}
	}
	words := "What was learned about a child goes with the child."
	if leave > 0 {
		words += " " + wording.Count(leave, "pupil") + " with SEN leaving, no bundle made yet."
	}
	if open > 0 {
		words += " " + wording.Count(open, "next school") + " not decided yet."
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
