package heard

import (
	"context"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/publish"
)

// model is the list of what was heard, without the toolkit.
type model struct {
	desk   *desk.Desk
	heard  []publish.Heard
	themes []string
}

func (m *model) load() error {
	heard, err := m.desk.Heard(context.Background())
	if err != nil {
		return err
	}
	themes, err := m.desk.HeardThemes(context.Background())
	if err != nil {
		return err
	}
	m.heard, m.themes = heard, themes
	return nil
}

// Columns of the list.
const (
	columnDay = iota
	columnWho
	columnHow
	columnTheme
	columnSaid
	columnDid
	columnShown
)

func (m *model) cell(row, col int) string {
	h := m.heard[row]
	switch col {
	case columnDay:
		return h.On.Words()
	case columnWho:
		return publish.ChoiceName(publish.WhoSaid, h.Who)
	case columnHow:
		how, _, _ := strings.Cut(publish.ChoiceName(publish.HowAsked, h.How), ":")
		return how
	case columnTheme:
		return h.Theme
	case columnSaid:
		return h.Said
	case columnDid:
		if h.Did == "" {
			return "Nothing yet"
		}
		return h.Did
	}
	if h.InPublic() {
		return "Yes"
	}
	return "No"
}

// sentence says how it stands: what has no answer yet is not shown in the report.
func (m *model) sentence() string {
	open, public := 0, 0
	for _, h := range m.heard {
		if h.Did == "" {
			open++
		}
		if h.InPublic() {
			public++
		}
	}
	switch {
	case len(m.heard) == 0:
		return "Feedback by theme, and what came of it. It feeds the SEN information report. Name nobody."
	case open == 0:
		return words(len(m.heard), "entry", "entries") + ", " + words(public, "stands", "stand") + " in the report. All have an answer."
	}
	return words(len(m.heard), "entry", "entries") + ". " + words(open, "waits", "wait") + " for what the school did, and the report leaves those out."
}
