package reports

import (
	"slices"
	"strconv"
	"strings"

	"needsbook/app/finding"
	"needsbook/app/publish"
	"needsbook/ui/desktop/parts"
)

// kind is what a row of the list at the left is.
type kind int

// Kinds of rows.
const (
	ofSection   kind = iota // a clause
	ofPrinciple             // a principle of inclusion, whose title is the school's to fill in
	ofOrphan                // words of a section that the pack in use does not have
)

// Names of the groups that no pack gives.
const (
	principlesGroup = "Principles"
	orphansGroup    = "Words without a place"
)

// row is one line of the list: something that the school writes.
type row struct {
	kind  kind
	id    string // what its words are kept under
	group string
	title string
	state parts.State
	word  string // how it stands
	todo  bool   // the document cannot be published before something is done here
}

// layOut makes the rows: the sections in the order that families read them, then the
// principles, then words that have no place any more.
func (m *model) layOut() {
	m.rows = nil
	for _, g := range m.pack.Groups {
		for i, s := range m.pack.Sections {
			if s.Group == g.ID {
				state := m.result.Sections[i]
				r := row{kind: ofSection, id: s.ID, group: g.Title, title: s.Title, todo: state.Needed && !state.Complete}
				r.state, r.word = lamp(state)
				m.rows = append(m.rows, r)
			}
		}
	}
	for i := range m.pack.Principles {
		m.rows = append(m.rows, m.principleRow(i))
	}
	for _, apart := range m.result.Apart {
		m.rows = append(m.rows, row{kind: ofOrphan, id: apart.ID, group: orphansGroup, title: apart.Title, state: parts.Soon, word: "no place"})
	}
	m.at = max(0, slices.IndexFunc(m.rows, func(r row) bool { return r.id == m.current }))
	m.current = m.rows[m.at].id
}

// principleRow is the row of a principle of inclusion.
func (m *model) principleRow(place int) row {
	principle := m.pack.Principles[place]
	r := row{kind: ofPrinciple, id: principle.ID, group: principlesGroup, state: parts.Done, word: "done"}
	r.title, _ = m.pack.WordsTitle(principle.ID)
	if title := publish.PrincipleTitle(principle, m.words); title != "" {
		r.title = strconv.Itoa(place+1) + ". " + title
	}
	for _, f := range m.findingsOf(principle.ID) {
		switch {
		case f.Severity == finding.Refuse && r.state != parts.Overdue && strings.TrimSpace(m.words[principle.ID].Words) == "":
			r.state, r.word, r.todo = parts.Overdue, "missing", true
		case f.Severity == finding.Refuse:
			r.state, r.word, r.todo = parts.Soon, "check", true
		}
	}
	return r
}

// principle is the principle of the current row, and whether it is one.
func (m *model) principle() (publish.Principle, bool) {
	i := slices.IndexFunc(m.pack.Principles, func(p publish.Principle) bool { return p.ID == m.current })
	if i < 0 {
		return publish.Principle{}, false
	}
	return m.pack.Principles[i], true
}

// findingsOf are what was found in a row: that of a principle stands with the section
// that shows the principles.
func (m *model) findingsOf(id string) []finding.Finding {
	var found []finding.Finding
	for i, s := range m.result.Sections {
		if s.ID == id {
			return s.Findings
		}
		if m.pack.Sections[i].Shows != publish.ShowsPrinciples {
			continue
		}
		for _, f := range s.Findings {
			if f.Field == id || f.Field == publish.PrincipleTitleID(id) {
				found = append(found, f)
			}
		}
	}
	return found
}

// lamp is how a section is shown: its shape, and its word.
func lamp(s publish.SectionState) (parts.State, string) {
	switch {
	case s.State == publish.NotNeeded:
		return parts.NoState, "not needed"
	case s.State == publish.Complete:
		return parts.Done, "done"
	case s.State == publish.Missing && s.Needed:
		return parts.Overdue, "missing"
	case s.State == publish.Missing:
		return parts.NoState, "useful"
	}
	return parts.Soon, "check"
}
