package provisionmap

import (
	"fyne.io/fyne/v2"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
)

// pictures draws the map: by area and wave, and by who gives it, in pounds or hours,
// each with its numbers beside it. They follow the filter of the map.
type pictures struct {
	s      *Screen
	object *fyne.Container
	by     *parts.Tabs
	note   *parts.Prose
	body   *fyne.Container
}

// measures are what the pictures can count, in the order of their tabs.
var measures = []struct {
	by    desk.MapMeasure
	words string
}{{desk.MapInPounds, "Pounds"}, {desk.MapInHours, "Hours a week"}}

func newPictures(s *Screen) *pictures {
	p := &pictures{s: s, body: parts.Column(parts.Pages), note: parts.NewWideProse("", parts.QuietText)}
	p.by = parts.NewTabs(func(tab int) {
		s.model.memory.By = measures[tab].by
		p.show()
	})
	names, at := []string{}, 0
	for i, m := range measures {
		names = append(names, m.words)
		if m.by == s.model.memory.By {
			at = i
		}
	}
	p.by.Set(names, at)
	if !s.n.Desk.May(access.SeeMoney) {
		s.model.memory.By = desk.MapInHours
		p.by.Hide()
	}
	p.object = parts.Frame(parts.Margins(0, 0, 0, parts.Groups, parts.Column(parts.Between, p.by, p.note)), parts.Scrolled(parts.Margins(0, 0, parts.Groups, 0, p.body)), nil)
	p.object.Hide()
	return p
}

// show draws the pictures again while they are in view.
func (p *pictures) show() {
	if p.object.Hidden {
		return
	}
	m := p.s.model
	p.note.SetText("Of the whole map.")
	if m.isFiltered() {
		p.note.SetText("Of what the filter of the map shows.")
	}
	p.note.Hidden = !m.isFiltered()
	names := desk.NamesFull
	if m.hidden() {
		names = desk.NamesInitials
	}
	rows, today := m.shown(), m.desk.Today()
	p.body.Objects = nil
	if len(rows) == 0 {
		p.body.Objects = []fyne.CanvasObject{parts.NewProse("No intervention answers the filter, so there is nothing to draw.", parts.QuietText)}
	} else {
		for _, one := range []desk.ProvisionPicture{desk.ProvisionByAreaAndWave(rows, m.memory.By, today), desk.ProvisionByStaff(rows, m.memory.By, today, names)} {
			p.body.Objects = append(p.body.Objects, picture(one))
		}
	}
	p.object.Refresh()
}

// picture sets a chart with its numbers beside it, or under it where there is no room.
func picture(p desk.ProvisionPicture) fyne.CanvasObject {
	figures := parts.Margins(parts.Pages, parts.Pages, 0, 0, parts.Column(parts.None, numbers(p)))
	return parts.Section(p.Title, parts.Beside(parts.NewChart(p.Chart, p.Sentence, p.Note), figures))
}
