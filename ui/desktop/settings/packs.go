package settings

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/app/pack"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/shell"
)

// headShare is how much of the height what stands over a table may take: in large text it
// scrolls by itself, and the table keeps its rows.
const headShare = 0.6

// packs is the section of the packs in use, and of putting another in their place.
func (s *Screen) packs() section {
	path := saving.NewOpenField(s.n.Shell.Window().Canvas(), "", ".json")
	content := container.NewStack()
	var form *sheet.Sheet
	head := func(things ...fyne.CanvasObject) fyne.CanvasObject {
		return parts.Margins(0, 0, 0, parts.Groups, parts.Column(parts.Groups, append([]fyne.CanvasObject{parts.AtMost(formWidth, form.Form())}, things...)...))
	}
	put := func(top, table fyne.CanvasObject) {
		if table == nil {
			content.Objects = []fyne.CanvasObject{scrolled(top)}
		} else {
			content.Objects = []fyne.CanvasObject{parts.Capped(headShare, parts.Margins(0, 0, parts.Groups, 0, top), table)}
		}
		s.object.Refresh()
	}
	form = sheet.New("", "Look at it", func() error {
		data, err := saving.Read(path.Text, desk.LargestPackFile)
		if err != nil {
			s.focus(path.Field)
			return err
		}
		found, table := s.lookAt(data)
		put(head(found), table)
		return nil
	})
	path.OnSubmitted = func(string) { form.Try() }
	form.Add(saving.FieldPath, "Open a pack", path.Object, "A JSON file from the council, the "+s.n.Desk.Terms().Label("cluster")+" or another school, signed or not. Enter checks it, and nothing changes yet.")
	form.Begin()
	list, err := s.n.Desk.PacksInUse(context.Background())
	if err != nil {
		put(head(marked(parts.Overdue, desk.Words(err))), nil)
		return section{first: path.Field, content: content}
	}
	grid := packsGrid(list)
	grid.OnOpen = func(row int) {
		put(s.onePack(list[row]), nil)
	}
	links := parts.Flow(parts.Between, parts.NewButton("Look at it", func() { form.Try() }),
		parts.NewMenuButton("Look at a shipped example", func() []parts.Item {
			var items []parts.Item
			for _, o := range desk.OfferedPacks() {
				items = append(items, parts.Item{Words: o.Title, Do: func() {
					found, table := s.lookAt(o.Body)
					put(head(found), table)
				}})
			}
			return items
		}),
		parts.NewLink("Make a pack from a council's table", func() { s.n.Shell.Go(shell.To("packtable", "")) }))
	put(head(links, inUseWords(list)), grid)
	if s.offer != "" {
		s.takeOffer(func(found, table fyne.CanvasObject) { put(head(found), table) })
	}
	return section{first: path.Field, content: content}
}

// takeOffer fetches the pack that the hub sends round, once, and looks at it.
func (s *Screen) takeOffer(show func(found, table fyne.CanvasObject)) {
	id, taken := s.offer, desk.TakenPack{}
	s.offer = ""
	show(parts.NewProse("Fetching the pack.", parts.QuietText), nil)
	s.n.Shell.Runner().Go(func() (err error) {
		taken, err = s.n.Desk.TakePack(context.Background(), id)
		return err
	}, func(err error) {
		switch {
		case s.gone:
		case err != nil:
			show(marked(parts.Overdue, desk.Words(err)), nil)
		default:
			show(s.lookAt(taken.Body))
		}
	})
}

// inUseWords head the table of the packs in use, and say whether anybody has issued them.
func inUseWords(list []desk.PackInUse) fyne.CanvasObject {
	head := parts.Column(parts.Between, parts.NewText("In use", parts.SectionTitle))
	for _, p := range list {
		if p.Fault.Message != "" {
			head.Add(marked(parts.Overdue, p.What+": your own pack cannot be read by this version of the program, so the shipped one stands in. It is kept. "+p.Fault.String()))
		}
	}
	for _, p := range list {
		if p.Own && p.Aside != "" {
			head.Add(marked(parts.Soon, p.What+": your own stands aside. "+p.Aside))
		}
	}
	for _, p := range list {
		if p.Head.Status != pack.Published {
			head.Add(marked(parts.Soon, "A pack marked example or draft has not been issued by anybody. Enter opens a pack."))
			return head
		}
	}
	return head
}

// packsGrid lists the packs in use.
func packsGrid(list []desk.PackInUse) *parts.Grid {
	grid := parts.NewGrid([]parts.GridColumn{{Title: "What", Strong: true}, {Title: "Title", Grows: true}, {Title: "Version"}, {Title: "Status"}, {Title: "Signed"}, {Title: "Since"}},
		func() int { return len(list) }, func(row, col int) string {
			p := list[row]
			switch col {
			case 0:
				return p.What
			case 1:
				return p.Head.Title
			case 2:
				return p.Head.Version
			case 3:
				return string(p.Head.Status)
			case 4:
				return signedBriefly(p)
			}
			if p.Own {
				return p.Installed.Words()
			}
			return "shipped"
		})
	grid.Style = func(row, col int) parts.CellStyle {
		switch p := list[row]; {
		case col == 0 && p.Fault.Message != "":
			return parts.CellStyle{State: parts.Overdue}
		case col == 3 && p.Head.Status != pack.Published:
			return parts.CellStyle{State: parts.Soon}
		case col == 4 || col == 5:
			return parts.CellStyle{Quiet: !p.Own}
		}
		return parts.CellStyle{}
	}
	return grid
}

// signedBriefly says who signed a pack, in the few words that a cell has.
func signedBriefly(p desk.PackInUse) string {
	switch {
	case p.Signed.Key != "":
		return "by " + p.Signed.By
	case p.Own:
		return "not signed"
	}
	return "with the program"
}

// onePack tells of one pack in use, with the way back to the shipped one.
func (s *Screen) onePack(p desk.PackInUse) fyne.CanvasObject {
	facts := []parts.Fact{{Label: "What", Value: p.What}, {Label: "Title", Value: p.Head.Title}, {Label: "Version", Value: p.Head.Version + " (" + string(p.Head.Status) + ")"},
		{Label: "Holds", Value: p.Head.Days()}, {Label: "Publisher", Value: p.Head.Publisher}}
	if p.Own {
		facts = append(facts, parts.Fact{Label: "Signature", Value: p.Signed.String()}, parts.Fact{Label: "In use since", Value: p.Installed.Words()}, parts.Fact{Label: "Accepted by", Value: p.Signed.Accepted})
	} else {
		facts = append(facts, parts.Fact{Label: "Signature", Value: "It ships with the program."})
	}
	if p.Aside != "" {
		facts = append(facts, parts.Fact{Label: "Stands aside", Value: p.Aside})
	}
	back := parts.NewButton("Back to all packs", func() { s.show(); s.Focus() })
	buttons := parts.Flow(parts.Between, back)
	if p.Own {
		buttons.Add(parts.NewButton("Go back to the shipped pack", func() {
			s.change(s.n.Desk.ResetPack(context.Background(), p.Slot), "The shipped pack is in use again. Ctrl+Z puts yours back.")
		}))
	}
	known, err := s.n.Desk.Publishers(context.Background())
	if who, met := known[p.Head.ID]; err == nil && met {
		buttons.Add(parts.NewButton("Forget the publisher", func() {
			s.change(s.n.Desk.ForgetPublisher(context.Background(), p.Head.ID), "The publisher is forgotten. The next signature that this pack comes with is remembered.")
		}))
		facts = append(facts, parts.Fact{Label: "Taken from", Value: who.By + " alone (" + who.Words + ")"})
	}
	s.focus(back)
	return parts.Column(parts.Groups, parts.AtMost(2*formWidth, parts.NewFactList(facts...)), buttons)
}

// change shows the packs again after a change, or says why there was none.
func (s *Screen) change(err error, said string) {
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.show()
	s.Focus()
	s.n.Shell.Changed()
	s.n.Shell.Say(said)
}
