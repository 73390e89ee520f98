package signals

import (
	"context"
	"fmt"
	"strings"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// model is the comparison as it stands, without the toolkit.
type model struct {
	desk    *desk.Desk
	signals desk.Signals
}

func (m *model) load() (err error) {
	m.signals, err = m.desk.Signals(context.Background())
	return err
}

// none reports whether there is nothing to compare with.
func (m *model) none() bool { return len(m.signals.Lines) == 0 }

// sentence says what the school is compared with.
func (m *model) sentence() string {
	if m.none() {
		return "Whether this school’s numbers differ from what its needs would lead us to expect."
	}
	return fmt.Sprintf("Against %s of the %s, by their summaries of %s. Worked out here from exact numbers; only a band leaves.",
		wording.Count(m.signals.Schools, "other school"), m.desk.Terms().Said("cluster", false), strings.Replace(m.signals.Series, "/", ", ", 1))
}

// heads are the columns.
func (m *model) heads() []parts.GridColumn {
	return []parts.GridColumn{{Title: m.desk.Terms().Label("level"), Strong: true}, {Title: "Pupils", Number: true}, {Title: "Expected", Number: true},
		{Title: "Beside what is expected", Grows: true, Width: 118}, {Title: "Term before"}, {Title: "Leaves as"}}
}

func (m *model) cell(row, col int) string {
	l := m.signals.Lines[row]
	switch col {
	case 0:
		return l.Name
	case 1:
		return fmt.Sprintf("%d of %d", l.Observed, l.Of)
	case 2:
		if !l.Known {
			return "–"
		}
		return fmt.Sprintf("%.1f", l.Expected)
	case 3:
		return m.desk.SignalShort(l)
	case 4:
		return bandWords(l.Before, l.BeforeKnown)
	}
	return bandWords(l.Leaves, l.LeavesKnown && len(l.Levels) == 1)
}

// bandWords are the words of a band as the summary has them.
func bandWords(band int, known bool) string {
	if !known || band < -2 || band > 2 {
		return "–"
	}
	return []string{"clearly lower", "somewhat lower", "as expected", "somewhat higher", "clearly higher"}[band+2]
}

// state marks what asks for a look: never as a fault.
func (m *model) state(row, col int) parts.State {
	l := m.signals.Lines[row]
	if col != 3 || !l.Known || l.Band == 0 {
		return parts.NoState
	}
	return parts.Soon
}

// detail is one line with its arithmetic.
func (m *model) detail(row int) string {
	if row < 0 || row >= len(m.signals.Lines) || !m.signals.Lines[row].Known {
		return ""
	}
	l := m.signals.Lines[row]
	how := "by the normal distribution"
	if l.Exact {
		how = "by the exact distribution, since few are expected"
	}
	words := fmt.Sprintf("%s: %d of %s, %.1f expected. %s That is %.1f standard deviations of chance %s", l.Name, l.Observed, wording.Count(l.Of, "pupil"), l.Expected, full(m.desk.SignalWords(l)), max(l.Z, -l.Z), how)
	if l.Spread > 1 {
		words += fmt.Sprintf("; %.1f once the limits allow for how much the schools of the %s differ anyway", max(l.Star, -l.Star), m.spreadOf())
	}
	return words + ". The inner limit is 1.96, the outer one 3.09."
}

func (m *model) spreadOf() string {
	if m.signals.SpreadOf == "county" {
		return "county"
	}
	return m.desk.Terms().Said("cluster", false)
}

// full ends a sentence.
func full(words string) string { return strings.TrimSuffix(words, ".") + "." }
