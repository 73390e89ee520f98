package reports

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/publish"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// model is the report as it stands, with one section being written.
type model struct {
	desk   *desk.Desk
	pack   *publish.Pack
	rows   []int // places of the pack's sections in the order that families read them
	at     int   // the section being written, as a place in the pack
	words  map[string]publish.Text
	result publish.Result
	read   int // counts readings, so that a late one is thrown away
}

func newModel(d *desk.Desk) (*model, error) {
	m := &model{desk: d, pack: d.ReportPack(publish.SENInformation)}
	for _, g := range m.pack.Groups {
		for i, s := range m.pack.Sections {
			if s.Group == g.ID {
				m.rows = append(m.rows, i)
			}
		}
	}
	m.at = m.rows[0]
	if err := m.load(); err != nil {
		return nil, err
	}
	for _, place := range m.rows { // begin where something is to be done
		if s := m.result.Sections[place]; s.Needed && !s.Complete {
			m.at = place
			break
		}
	}
	return m, nil
}

// load reads the words and checks the report.
func (m *model) load() error {
	words, err := m.desk.ReportWords(context.Background(), publish.SENInformation)
	if err != nil {
		return err
	}
	result, err := m.desk.Report(context.Background(), publish.SENInformation)
	if err != nil {
		return err
	}
	m.words, m.result = words, result
	return nil
}

func (m *model) section() publish.Section    { return m.pack.Sections[m.at] }
func (m *model) state() publish.SectionState { return m.result.Sections[m.at] }
func (m *model) text() publish.Text          { return m.words[m.section().ID] }

// choose makes another section the one being written; it reports whether there is one.
func (m *model) choose(id string) bool {
	i := slices.IndexFunc(m.pack.Sections, func(s publish.Section) bool { return s.ID == id })
	if i >= 0 {
		m.at = i
	}
	return i >= 0
}

// reference is the clause of the section, and when its words were last looked at.
func (m *model) reference() string {
	words := m.section().Reference
	if changed := m.text().Changed; !changed.IsZero() {
		words += ". Last changed or read through " + changed.Words()
	}
	return words
}

// save keeps the words of a section.
func (m *model) save(section, words string) error {
	if err := m.desk.SaveReportWords(context.Background(), publish.SENInformation, section, words); err != nil {
		return err
	}
	m.words[section] = publish.Text{Words: words, Changed: m.desk.Today()}
	return nil
}

// group names the part of the report that a section is in.
func (m *model) group(s publish.SectionState) string {
	for _, g := range m.pack.Groups {
		if g.ID == s.Group {
			return g.Title
		}
	}
	return ""
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

// progress counts the sections that the report needs, and those that are done.
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

// sentence says how the whole report stands.
func (m *model) sentence() string {
	done, needed := m.progress()
	words := fmt.Sprintf("%d of %s done. ", done, wording.Count(needed, "section"))
	if m.result.Reading.Words > 0 {
		words += fmt.Sprintf("The whole reads as %s. ", m.result.Reading.Band)
	}
	if published := m.desk.School().Published; !published.IsZero() {
		words += "Last published " + published.Words() + ". "
	}
	if m.result.Publishable {
		return words + "It can be published."
	}
	return words + "It cannot be published yet."
}

// ease says how easily a section reads.
func ease(s publish.SectionState) string {
	if s.Words == 0 {
		return "Nothing to read yet."
	}
	return fmt.Sprintf("%s: ease %.0f, where 60 and more is plain English. Reading age %.0f, in %s.",
		strings.ToUpper(s.Band[:1])+s.Band[1:], s.ReadingEase, s.ReadingAge, wording.Count(s.Words, "word"))
}

// easeState is how the ease is shown.
func easeState(s publish.SectionState) parts.State {
	switch {
	case s.Words == 0:
		return parts.NoState
	case s.ReadingEase >= 60:
		return parts.Done
	}
	return parts.Soon
}

// hardest are the hardest sentences of the section, at most three.
func hardest(s publish.SectionState) []string {
	var list []string
	for _, sentence := range s.HardSentences[:min(3, len(s.HardSentences))] {
		list = append(list, sentence.Text+"\n"+sentence.Why)
	}
	return list
}
