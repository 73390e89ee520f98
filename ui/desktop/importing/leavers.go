package importing

import (
	"slices"

	"fyne.io/fyne/v2"

	"needsbook/app/day"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// leavers is the line over the pupils whom the file does not have: ticked ones are
// marked as having left.
type leavers struct {
	object fyne.CanvasObject
	words  *parts.Text
	on     *parts.DateField
}

func newLeavers(v *preview) *leavers {
	l := &leavers{words: parts.NewText("", parts.Plain), on: parts.NewDateField(v.s.n.Desk.Today)}
	l.on.SetValue(v.s.n.Desk.Today())
	l.on.OnValue = func(d day.Date) {
		v.s.model.in.LeftOn = d
		v.sayWhat()
	}
	l.object = parts.Flow(parts.Between, l.words, parts.Wide(36, l.on))
	return l
}

// show says how many are ticked.
func (l *leavers) show(n int) {
	l.words.SetText("Tick those who left. Last day:")
	if n > 0 {
		l.words.SetText(wording.Count(n, "pupil") + " left. Last day:")
	}
}

// tick notes which of the pupils whom the file does not have have left.
func (m *model) tick(rows []int) {
	m.in.Leavers = nil
	for _, row := range rows {
		m.in.Leavers = append(m.in.Leavers, m.plan().Missing[row].Pupil.ID)
	}
}

// ticked are the rows of the pupils who have left.
func (m *model) ticked() []int {
	var rows []int
	for i, k := range m.plan().Missing {
		if slices.Contains(m.in.Leavers, k.Pupil.ID) {
			rows = append(rows, i)
		}
	}
	return rows
}
