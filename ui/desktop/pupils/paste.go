package pupils

import (
	"cmp"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// pasteCard shows what a block of cells from a spreadsheet would change before
// anything is kept.
type pasteCard struct {
	s       *Screen
	paste   desk.Paste
	changes []pasted
	pupils  int
	refused error
	dialog  *parts.Dialog
}

// pasted is one cell that would change.
type pasted struct{ pupil, field, now, then string }

// paste shows what a block would change: pasted over the ticked rows, or from the
// current cell downwards and to the right.
func (s *Screen) paste(text string, row, col int) {
	p := &pasteCard{s: s, paste: s.placeOf(text, row, col)}
	p.try()
	p.show()
}

// placeOf is where a block goes.
func (s *Screen) placeOf(text string, row, col int) desk.Paste {
	p := desk.Paste{Text: text}
	long, wide := sizeOf(text)
	rows := s.grid.Ticked()
	if len(rows) == 0 {
		for i := row; i < min(row+long, s.model.rows()); i++ {
			rows = append(rows, i)
		}
	}
	for _, i := range rows {
		p.Pupils = append(p.Pupils, s.model.id(i))
	}
	for i := col; i < min(col+wide, len(s.model.sheet.Columns)); i++ {
		p.Columns = append(p.Columns, s.model.sheet.Columns[i].ID)
	}
	return p
}

// sizeOf is how many rows and columns a block has.
func sizeOf(text string) (long, wide int) {
	in := csv.NewReader(strings.NewReader(text))
	in.Comma, in.LazyQuotes, in.FieldsPerRecord, in.ReuseRecord = '\t', true, -1, true
	for {
		cells, err := in.Read()
		if err != nil {
			if err != io.EOF {
				long++ // the desk says what is wrong with the block
			}
			return long, wide
		}
		long++
		wide = max(wide, len(cells))
	}
}

// try asks what the block would change.
func (p *pasteCard) try() {
	changes, err := p.s.n.Desk.PasteBlock(context.Background(), p.paste, true)
	p.refused, p.pupils = err, len(changes)
	for _, c := range changes {
		for _, field := range slices.Sorted(maps.Keys(c.After)) {
			p.changes = append(p.changes, pasted{c.ID, field, c.Before[field], c.After[field]})
		}
	}
}

func (p *pasteCard) show() {
	if p.refused != nil || len(p.changes) == 0 {
		words := "Nothing would change: the register says the same already."
		if p.refused != nil {
			words = "! " + strings.ReplaceAll(desk.Words(p.refused), " Row ", "\nRow ")
		}
		(&parts.Dialog{Title: "Paste", Accept: "Close", Cancel: "-", Width: 140, Body: parts.NewWideProse(words, parts.Plain)}).Show(p.s.n.Shell.Window().Canvas())
		return
	}
	grid := parts.NewGrid([]parts.GridColumn{{Title: "Name", Strong: true, Grows: true}, {Title: "Column", Grows: true}, {Title: "Now", Grows: true}, {Title: "Then", Grows: true}},
		func() int { return len(p.changes) }, p.cell)
	grid.OnOpen = func(int) { p.apply() }
	words := fmt.Sprintf("%s of %s would change. One undo takes it back.", wording.Count(len(p.changes), "cell"), wording.Count(p.pupils, "pupil"))
	p.dialog = &parts.Dialog{Title: "Paste", Accept: "Paste", Width: 180, Height: 130, Focus: grid, OnAccept: p.apply,
		Body: parts.Frame(parts.Margins(0, 0, 0, parts.Between, parts.NewWideProse(words, parts.QuietText)), grid, nil)}
	p.dialog.Show(p.s.n.Shell.Window().Canvas())
}

func (p *pasteCard) cell(row, col int) string {
	c := p.changes[row]
	column := p.s.columnOf(c.field)
	hidden := column.Names && p.s.n.Shell.NamesHidden()
	switch col {
	case 0:
		e, err := p.s.n.Desk.Entry(c.pupil)
		if err != nil {
			return ""
		}
		return wording.ListName(e, p.s.n.Shell.NamesHidden())
	case 1:
		return cmp.Or(column.Title, c.field)
	case 2:
		return cmp.Or(wording.Written(c.now, hidden), "–")
	}
	return cmp.Or(wording.Written(c.then, hidden), "–")
}

// columnOf is the column that a field of a bulk edit is shown in.
func (s *Screen) columnOf(field string) register.Column {
	for _, c := range s.n.Desk.Columns() {
		if c.ID == field || c.Own && c.Term == field {
			return c
		}
	}
	return register.Column{}
}

// apply pastes the block as one step.
func (p *pasteCard) apply() bool {
	changes, err := p.s.n.Desk.PasteBlock(context.Background(), p.paste, false)
	if err != nil {
		p.s.n.Shell.Alert(desk.Words(err))
		return false
	}
	p.dialog.Hide()
	kept := p.s.tickedPupils()
	p.s.Refresh()
	p.s.tickAgain(kept)
	p.s.n.Shell.Changed()
	p.s.n.Shell.Say(wording.Count(len(changes), "pupil") + " changed. Ctrl+Z takes it back.")
	return true
}

// tickedPupils are the pupils of the ticked rows.
func (s *Screen) tickedPupils() []string {
	var ids []string
	for _, row := range s.grid.Ticked() {
		ids = append(ids, s.model.id(row))
	}
	return ids
}
