package settings

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/continuum"
	"needsbook/app/desk"
	"needsbook/app/pack"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/wording"
)

// packs is the section of the packs in use, and of putting another in their place.
func (s *Screen) packs() section {
	path := saving.NewOpenField(s.n.Shell.Window().Canvas(), "", ".json")
	content := container.NewStack()
	var form *sheet.Sheet
	form = sheet.New("", "Look at it", func() error {
		body, err := saving.Read(path.Text, pack.Largest)
		if err != nil {
			s.focus(path.Field)
			return err
		}
		head, table := s.lookAt(body)
		head = parts.Column(parts.Groups, parts.AtMost(formWidth, form.Form()), head)
		content.Objects = []fyne.CanvasObject{scrolled(head)}
		if table != nil {
			content.Objects = []fyne.CanvasObject{parts.Frame(parts.Margins(0, 0, 0, parts.Groups, head), table, nil)}
		}
		s.object.Refresh()
		return nil
	})
	path.OnSubmitted = func(string) { form.Try() }
	form.Add(saving.FieldPath, "Pack", path.Object, "A JSON file from the council, the cluster or another school. Enter checks it, and nothing changes yet.")
	form.Begin()
	content.Objects = []fyne.CanvasObject{scrolled(
		parts.Column(parts.Between, parts.NewText("In use", parts.SectionTitle), packsInUse(s.n.Desk)),
		parts.Column(parts.Between, parts.NewText("Put another in use", parts.SectionTitle),
			parts.NewProse("Levels that are confirmed keep the pack they were made with, for ever. Ctrl+Z goes back to the pack before.", parts.Plain),
			parts.AtMost(formWidth, form.Form()), parts.Row(parts.Between, parts.NewButton("Look at it", func() { form.Try() }))))}
	return section{first: path.Field, content: content}
}

// packsInUse tell of the packs, and whether anybody has issued them.
func packsInUse(d *desk.Desk) fyne.CanvasObject {
	list := parts.NewFactList(
		parts.Fact{Label: "Levels", Value: packWords(d.Continuum().Head)},
		parts.Fact{Label: "Rate card", Value: packWords(d.RateCard().Head)},
		parts.Fact{Label: "Words", Value: packWords(d.Terms().Head)})
	if d.Continuum().Status == pack.Published && d.RateCard().Status == pack.Published && d.Terms().Status == pack.Published {
		return list
	}
	return parts.Column(parts.Between, list, marked(parts.Soon, "A pack marked example or draft has not been issued by any council."))
}

// packWords tell of a pack in a line.
func packWords(h pack.Head) string {
	return fmt.Sprintf("%s, version %s (%s). %s", h.Title, h.Version, h.Status, h.Publisher)
}

// lookAt shows what is wrong with a pack, or what putting it in use would do; the
// table is nil where there is nothing to list.
func (s *Screen) lookAt(body []byte) (head, table fyne.CanvasObject) {
	if problems := desk.CheckPack(body); len(problems) > 0 {
		return marked(parts.Overdue, "The pack cannot be used: "+wording.Count(len(problems), "problem")+". Nothing was changed."), problemsGrid(problems)
	}
	if card, problems, err := s.n.Desk.PreviewRateCard(context.Background(), body); err == nil && len(problems) == 0 {
		return s.lookAtCard(card, body)
	}
	install := parts.Row(parts.Between, parts.NewMainButton("Put it in use", func() { s.install(body) }))
	moves, problems, err := s.n.Desk.PreviewPack(context.Background(), body)
	switch {
	case err != nil:
		return marked(parts.Overdue, desk.Words(err)), nil
	case len(problems) > 0: // it is no continuum
		return parts.Column(parts.Between, marked(parts.Done, "The pack is sound. It changes words alone, and moves nobody."), install), nil
	}
	head = parts.Column(parts.Between, marked(parts.Done, "The pack is sound. "+movesWords(moves)), install)
	if rows := moved(moves); len(rows) > 0 {
		return head, s.movesGrid(rows)
	}
	return head, nil
}

// problemsGrid lists what is wrong with a pack, by its place in the file.
func problemsGrid(problems []pack.Problem) *parts.Grid {
	return parts.NewGrid([]parts.GridColumn{{Title: "Where in the file", Strong: true}, {Title: "What is wrong", Grows: true}},
		func() int { return len(problems) }, func(row, col int) string {
			if col == 0 {
				return problems[row].Path
			}
			return problems[row].Message
		})
}

// movesWords say how many pupils a continuum would move.
func movesWords(m continuum.Moves) string {
	words := fmt.Sprintf("By the ratings that stand: %d up, %d down, %d the same.", m.Up, m.Down, m.Same)
	if m.CannotMap > 0 {
		words += fmt.Sprintf(" %d cannot be said.", m.CannotMap)
	}
	return words + " Nobody is moved until you confirm their level."
}

// moved are the pupils whose level would be another one.
func moved(m continuum.Moves) []continuum.Move {
	var out []continuum.Move
	for _, p := range m.ByPupil {
		if p.From != p.To {
			out = append(out, p)
		}
	}
	return out
}

func (s *Screen) movesGrid(rows []continuum.Move) *parts.Grid {
	return parts.NewGrid([]parts.GridColumn{{Title: "Name", Strong: true, Grows: true}, {Title: "Now"}, {Title: "Then"}, {Title: "Why not", Grows: true}},
		func() int { return len(rows) }, func(row, col int) string {
			m := rows[row]
			switch col {
			case 0:
				if e, err := s.n.Desk.Entry(m.ID); err == nil {
					return wording.ListName(e, s.n.Shell.NamesHidden())
				}
				return ""
			case 1:
				return m.From
			case 2:
				return m.To
			}
			return m.Why
		})
}

func (s *Screen) install(body []byte) {
	if err := s.n.Desk.InstallPack(context.Background(), body); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.show()
	s.Focus()
	s.n.Shell.Changed()
	s.n.Shell.Say("The pack is in use. Ctrl+Z goes back to the one before.")
}
