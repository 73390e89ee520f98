package clusterview

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/exchange"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// members lists the schools, and which of them have sent.
func (s *Screen) members() fyne.CanvasObject {
	list := s.now.bulletin.Members
	grid := parts.NewGrid([]parts.GridColumn{{Title: "School", Strong: true, Grows: true}, {Title: "Kind"}, {Title: "Summary"}, {Title: "Figures as of"}},
		func() int { return len(list) }, func(row, col int) string {
			m := list[row]
			switch col {
			case 0:
				if m.URN == s.now.urn {
					return m.Name + " (this school)"
				}
				return m.Name
			case 1:
				return m.Phase
			case 2:
				if m.Sent {
					return "Sent"
				}
				return "Not yet"
			}
			if m.AsOf.IsZero() {
				return ""
			}
			return m.AsOf.Words()
		})
	grid.Style = func(row, col int) parts.CellStyle {
		switch {
		case col != 2:
			return parts.CellStyle{}
		case list[row].Sent:
			return parts.CellStyle{State: parts.Done}
		}
		return parts.CellStyle{State: parts.Soon}
	}
	grid.Empty = "The hub has not said which schools belong."
	s.inside = grid
	return section("Schools", "Which have sent the summary of the "+s.now.term()+". They see this school's figures, as this school sees theirs.", grid)
}

// term names the term that is shown.
func (s standing) term() string {
	if s.bulletin.Series == "" {
		return "term"
	}
	return termWords(s.bulletin.Series)
}

// section sets a heading and a sentence over a part.
func section(title, words string, part fyne.CanvasObject) fyne.CanvasObject {
	return parts.Frame(parts.Margins(0, 0, 0, parts.Between, parts.Column(parts.Tight, parts.NewText(title, parts.SectionTitle), parts.NewProse(words, parts.Quiet))), part, nil)
}

// dates lists the days on which the panel meets, with the day by which summaries must
// be there.
func (s *Screen) dates() fyne.CanvasObject {
	var lamps []parts.Lamp
	for _, m := range s.now.meetings() {
		lamps = append(lamps, s.meeting(m))
	}
	return s.lampPane("Dates", s.now.say("Days of the {cluster_panel}, and by when summaries must be at the hub."), lamps, s.now.say("No day is set for the {cluster_panel}. When the people of the hub set one, it stands here."))
}

func (s *Screen) meeting(m exchange.Meeting) parts.Lamp {
	l := parts.Lamp{Title: strings.Join(present(m.On.Words(), m.Starts, m.Place), ", "), Word: ahead(s.now.today.DaysUntil(m.On)), Note: m.Words}
	if m.PapersBy.IsZero() {
		return l
	}
	by := "Summaries must be at the hub by " + m.PapersBy.Words() + "."
	switch {
	case s.now.sent():
		l.State, by = parts.Done, by+" Ours is there."
	default:
		_, l.State = wording.Due(s.now.today, m.PapersBy)
		l.Button, l.Do = "To the summary", func() { s.n.Shell.Go(shell.To("cluster", "figures")) }
		by += " Ours is not there yet."
	}
	l.Note = strings.TrimSpace(by + " " + m.Words)
	return l
}

// ahead says how far away a day is.
func ahead(days int) string {
	switch days {
	case 0:
		return "today"
	case 1:
		return "tomorrow"
	}
	return "in " + wording.Count(days, "day")
}

func present(words ...string) []string {
	var out []string
	for _, w := range words {
		if w != "" {
			out = append(out, w)
		}
	}
	return out
}

// noticeList are the notices of the people of the hub.
func (s *Screen) noticeList() fyne.CanvasObject {
	var lamps []parts.Lamp
	for _, n := range s.now.notices() {
		lamps = append(lamps, parts.Lamp{Title: n.Title, Note: n.Words, Word: n.On.Words()})
	}
	return s.lampPane("Notices", "What the people of the hub want every school to know.", lamps, "There is no notice now.")
}

// packs are the packs of rules that the hub sends round.
func (s *Screen) packs() fyne.CanvasObject {
	var lamps []parts.Lamp
	for _, p := range s.now.bulletin.Packs {
		lamps = append(lamps, parts.Lamp{Title: p.Name + ", version " + p.Version, Note: p.Words, Word: p.On.Words(), Button: "Look at it",
			Do: func() { s.n.Shell.Go(shell.To("settings", "packs", "offer", p.ID)) }})
	}
	return s.lampPane("Packs sent round", "Look at a pack to see who signed it and what it would change. Nothing is put in use before you say so.", lamps, "No pack is sent round now.")
}

// lampPane is a list of lines with what to do about each.
func (s *Screen) lampPane(title, words string, lamps []parts.Lamp, none string) fyne.CanvasObject {
	if len(lamps) == 0 {
		return section(title, words, parts.NewProse(none, parts.Plain))
	}
	list := parts.NewLampList(lamps...)
	return section(title, words, parts.Scrolled(parts.Margins(0, 0, parts.Groups, 0, list)))
}

// us shows what the others see of this school.
func (s *Screen) us() fyne.CanvasObject {
	if s.now.ownOf == "" {
		return section("What the others see of us", "", parts.Column(parts.Between, parts.NewProse("Nothing: the hub has no summary of this school.", parts.Plain),
			parts.Row(0, parts.NewButton("To the summary", func() { s.n.Shell.Go(shell.To("cluster", "figures")) }))))
	}
	rows := s.now.ourRows()
	page := parts.NewGrid([]parts.GridColumn{{Title: "What", Strong: true}, {Title: "Shown of us", Number: true}, {Title: "Question", Grows: true}},
		func() int { return len(rows) }, func(row, col int) string {
			return [...]string{rows[row].what, rows[row].shown, rows[row].question}[col]
		})
	page.Empty = "The page of the schools shows no figure under this school's name: it has not been made since ours came."
	own := s.now.own
	all := parts.NewGrid([]parts.GridColumn{{Title: "Table", Strong: true, Width: 190}, {Title: "Row", Width: 180, Grows: true}, {Title: "Column", Width: 140}, {Title: "Figure", Number: true}},
		func() int { return len(own) }, func(row, col int) string {
			return [...]string{own[row].table, own[row].row, own[row].col, own[row].shown}[col]
		})
	all.Style = func(row, col int) parts.CellStyle {
		return parts.CellStyle{Shaded: col == 3 && (own[row].shown == lowWords || own[row].shown == heldWords)}
	}
	return s.tabbed("What the others see of us", "Our summary "+s.now.ownOf+".", []string{"On their page", "All our figures"}, []*parts.Grid{page, all})
}

// tabbed shows one of several grids under a row of tabs.
func (s *Screen) tabbed(title, words string, names []string, grids []*parts.Grid) fyne.CanvasObject {
	show := func(tab int) {
		s.tab = tab
		for i, g := range grids {
			parts.SetShown(g, i == tab)
		}
	}
	tabs := parts.NewTabs(show)
	tabs.Set(names, s.tab)
	show(s.tab)
	s.inside = tabs
	var things []fyne.CanvasObject
	for _, g := range grids {
		things = append(things, g)
	}
	return section(title, words, parts.Frame(parts.Margins(0, 0, 0, parts.Between, tabs), container.NewStack(things...), nil))
}
