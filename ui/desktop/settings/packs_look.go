package settings

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/pack"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/wording"
)

// lookAt shows what is wrong with a pack, or what putting it in use would do; the
// table is nil where there is nothing to list.
func (s *Screen) lookAt(data []byte) (head, table fyne.CanvasObject) {
	ctx := context.Background()
	problems, err := s.n.Desk.PackFaults(ctx, data)
	switch {
	case err != nil:
		return marked(parts.Overdue, desk.Words(err)), nil
	case len(problems) > 0:
		return marked(parts.Overdue, "The pack cannot be used: "+wording.Count(len(problems), "problem")+". Nothing was changed, and the pack in use stays."), problemsGrid(problems)
	}
	look, err := desk.LookAtPack(data)
	if err != nil {
		return marked(parts.Overdue, desk.Words(err)), nil
	}
	body, _, err := desk.ReadPackFile(data)
	if err != nil {
		return marked(parts.Overdue, desk.Words(err)), nil
	}
	who := whoPublished(look)
	if card, problems, err := s.n.Desk.PreviewRateCard(ctx, body); err == nil && len(problems) == 0 {
		found, grid := s.lookAtCard(card, data)
		return parts.Column(parts.Groups, who, found), grid
	}
	moves, problems, err := s.n.Desk.PreviewPack(ctx, data)
	switch {
	case err != nil:
		return marked(parts.Overdue, desk.Words(err)), nil
	case len(problems) > 0: // it is no continuum
		return parts.Column(parts.Groups, who, marked(parts.Done, "The pack is sound. It moves nobody."), s.adopting(data, "Put it in use")), nil
	}
	list := s.newMoveList(moves)
	told := parts.Column(parts.Between, who, marked(parts.Done, "The pack is sound. "+list.words()))
	decide := parts.Column(parts.Groups, s.adopting(data, "Put it in use"), list.ways)
	return parts.Beside(told, decide), list.grid
}

// whoPublished tells of a pack that is looked at: what it is, who vouches for it, and what
// to look at in it.
func whoPublished(look desk.PackLooked) fyne.CanvasObject {
	lines := parts.Column(parts.Between, parts.NewProse(fmt.Sprintf("%s, version %s (%s)", look.Head.Title, look.Head.Version, look.Head.Status), parts.Strong))
	if look.Head.Publisher != "" {
		lines.Add(parts.NewProse(look.Head.Publisher, parts.QuietText))
	}
	if look.Signed.Key == "" {
		lines.Add(marked(parts.Soon, "Not signed: nothing shows who wrote it, or that it is as they wrote it."))
	} else {
		lines.Add(marked(parts.Done, "Signed by "+look.Signed.By+". Compare the six words of their key with those that they gave you: "+look.Signed.Words+"."))
	}
	if n := len(look.Warnings); n > 0 {
		lines.Add(marked(parts.Soon, wording.Count(n, "place")+" of the grid without text. First: "+look.Warnings[0].Message))
	}
	return lines
}

// adopting is the form that puts a pack in use: who accepts it with the one at the desk,
// and the button.
func (s *Screen) adopting(data []byte, button string) fyne.CanvasObject {
	second := parts.NewField("Name")
	form := sheet.New("", button, func() error {
		if err := s.n.Desk.AdoptPack(context.Background(), data, second.Text); err != nil {
			return err
		}
		s.change(nil, "The pack is in use. Ctrl+Z goes back to the one before.")
		return nil
	})
	form.Add("second", "Accepted with", second, "Two people look at a pack before it is used. The name is kept with it.")
	form.Begin()
	return parts.AtMost(formWidth, parts.Column(parts.Between, form.Form(), parts.Row(parts.Between, parts.NewMainButton(button, func() { form.Try() }))))
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

// packWords tell of a pack in a line.
func packWords(h pack.Head) string {
	return fmt.Sprintf("%s, version %s (%s). %s", h.Title, h.Version, h.Status, h.Publisher)
}
