package reports

import (
	"context"
	"fmt"
	"slices"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/publish"
	"needsbook/app/publish/plainenglish"
	"needsbook/ui/desktop/wording"
)

// model is one public document as it stands, with one of its rows being written.
type model struct {
	desk     *desk.Desk
	document string
	pack     *publish.Pack
	began    map[string]float64 // the reading ease that each section had when it was first shown

	standing
	rows    []row
	current string // the id of the row being written
	at      int    // its place
}

// standing is what is read of the document each time something has changed.
type standing struct {
	words    map[string]publish.Text
	result   publish.Result
	changes  []publish.Change // facts that are other than in the documents
	approval desk.ApprovalStanding
	versions []publish.Publication // the latest first
	out      bool                  // the latest version says what the document says now
	reasons  []string              // why it cannot be published
	strategy *publish.Strategy     // for a document with activities, else nil
	starts   []publish.Section     // empty sections that suggested words could begin
	asOf     day.Date              // when the facts were last brought up to date
}

// advice is what is read of one section: how it may be made plainer.
type advice struct {
	hints   []plainenglish.Hint
	reading plainenglish.Report
}

// newModel reads a document and goes to a section of it; without one, to the first where
// something is to be done.
func newModel(d *desk.Desk, document, section string) (*model, error) {
	m := &model{desk: d, document: document, pack: d.ReportPack(document), began: map[string]float64{}, current: section}
	read, err := m.read()
	if err != nil {
		return nil, err
	}
	m.take(read)
	if m.rows[m.at].id != section {
		m.at = -1
		if !m.toNext() {
			m.choose(0)
		}
	}
	return m, nil
}

// read reads how the document stands; it may run beside the window.
func (m *model) read() (s standing, err error) {
	ctx := context.Background()
	now, err := m.desk.ReportStanding(ctx, m.document)
	if err != nil {
		return s, err
	}
	s.words, s.result, s.approval, s.asOf = now.Words, now.Result, now.Approval, now.AsOf
	if s.changes, err = m.desk.FactChanges(ctx); err != nil {
		return s, err
	}
	if s.starts, err = m.desk.ReportStarts(ctx, m.document); err != nil {
		return s, err
	}
	if s.versions, err = m.desk.Publications(ctx, m.document); err != nil {
		return s, err
	}
	if s.out, err = m.isOut(ctx, s); err != nil {
		return s, err
	}
	if !s.out {
		s.reasons = now.Reasons
	}
	if m.hasMoney() {
		strategy, err := m.desk.Strategy(ctx, 0)
		if err != nil {
			return s, err
		}
		s.strategy = &strategy
	}
	return s, nil
}

// isOut reports whether what the document says is what was published last.
func (m *model) isOut(ctx context.Context, s standing) (bool, error) {
	switch {
	case len(s.versions) == 0:
		return false, nil
	case s.approval.Needed:
		return s.approval.Current && s.versions[0].Approval.Digest == s.approval.Approval.Digest, nil
	}
	differs, err := m.desk.CompareReport(ctx, m.document, s.versions[0].Number, 0)
	return len(differs) == 0, err
}

// take shows what was read.
func (m *model) take(s standing) {
	m.standing = s
	m.layOut()
	for _, state := range s.result.Sections {
		if _, ok := m.began[state.ID]; !ok && state.Words > 0 {
			m.began[state.ID] = state.ReadingEase
		}
	}
}

// hasMoney reports whether the document says what activities cost.
func (m *model) hasMoney() bool {
	return slices.ContainsFunc(m.pack.Sections, func(s publish.Section) bool { return s.Shows == publish.ShowsCosts })
}

func (m *model) row() row           { return m.rows[m.at] }
func (m *model) text() publish.Text { return m.words[m.current] }

// section is the clause of the current row; a row that is not one has none.
func (m *model) section() (publish.Section, bool) { return m.pack.Section(m.current) }

// state is how the clause of the current row is answered.
func (m *model) state() (publish.SectionState, bool) {
	i := slices.IndexFunc(m.result.Sections, func(s publish.SectionState) bool { return s.ID == m.current })
	if i < 0 {
		return publish.SectionState{}, false
	}
	return m.result.Sections[i], true
}

// prompt says what the current row is to tell families.
func (m *model) prompt() string {
	if s, ok := m.section(); ok {
		return s.Prompt
	}
	if p, ok := m.principle(); ok {
		return p.Prompt
	}
	return ""
}

// choose makes another row the one being written.
func (m *model) choose(at int) { m.at, m.current = at, m.rows[at].id }

// toNext goes on to the next row where something must be done, round to the first; it
// reports whether there is one.
func (m *model) toNext() bool {
	for i := 1; i <= len(m.rows); i++ {
		if at := (m.at + i) % len(m.rows); m.rows[at].todo {
			m.choose(at)
			return true
		}
	}
	return false
}

// todo counts the rows where something must be done.
func (m *model) todo() (n int) {
	for _, r := range m.rows {
		if r.todo {
			n++
		}
	}
	return n
}

// progress counts the sections that the document needs, and those that are done.
func (m *model) progress() (done, needed int) {
	for _, s := range m.result.Sections {
		if s.Needed {
			needed++
			if s.Complete {
				done++
			}
		}
	}
	return done, needed
}

// save keeps the words of a row.
func (m *model) save(id, words string) error {
	if err := m.desk.SaveReportWords(context.Background(), m.document, id, words); err != nil {
		return err
	}
	m.words[id] = publish.Text{Words: words, Changed: m.desk.Today()}
	return nil
}

// advise reads how the current section may be made plainer; it may run beside the window.
func (m *model) advise(section string) (a advice, err error) {
	ctx := context.Background()
	if a.hints, err = m.desk.PlainHints(ctx, m.document, section); err != nil {
		return a, err
	}
	a.reading, err = m.desk.PlainCheck(ctx, m.document, section)
	return a, err
}

// sentence says how the whole document stands.
func (m *model) sentence() string {
	done, needed := m.progress()
	words := fmt.Sprintf("%d of %s done. ", done, wording.Count(needed, "section"))
	if r := m.result.Reading; r.Words > 0 {
		words += fmt.Sprintf("The whole reads as %s (%.0f). ", r.Band, r.ReadingEase)
	}
	if m.strategy != nil {
		words += m.money() + " "
	}
	switch {
	case m.out:
		return words + "It stands as it was published."
	case len(m.reasons) == 0:
		return words + "It can be published."
	}
	return words + "It cannot be published yet."
}

// money says how the activities stand against what there is.
func (m *model) money() string {
	s := m.strategy
	words := fmt.Sprintf("%s of %s planned for %s", s.Planned.Short(), s.Allocation.Short(), s.YearName)
	switch {
	case s.Left.IsNegative():
		return words + ", " + s.Left.Neg().Short() + " too much."
	case !s.Left.IsZero():
		return words + ", " + s.Left.Short() + " left."
	}
	return words + "."
}
