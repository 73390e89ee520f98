package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/register"
)

// Paste is a block of cells as a spreadsheet puts them on the clipboard, and where it
// is to go: the pupils and the columns that are marked, in their order. Neither is
// looked at where the block brings its own headings.
type Paste struct {
	Text    string
	Pupils  []string
	Columns []string
}

// PasteBlock pastes a block into the register as one step. A block whose first line
// holds headings, the UPN or a name among them, finds its pupils by those; any other
// must be as wide as the columns and as long as the pupils, or be one cell or one row
// that fills them all. One cell that does not fit refuses the whole block. With
// dryRun nothing is stored.
func (d *Desk) PasteBlock(ctx context.Context, p Paste, dryRun bool) ([]BulkChange, error) {
	if err := d.allow(access.Import); err != nil {
		return nil, err
	}
	block := readBlock(p.Text)
	if err := checkBlock(block); err != nil {
		return nil, err
	}
	pasted := &pasting{desk: d, block: block, pupils: p.Pupils}
	headed, err := pasted.readHeadings()
	if err != nil {
		return nil, err
	}
	if headed {
		err = pasted.matchPupils()
	} else if pasted.columns, err = d.columnsOf(p.Columns); err == nil {
		err = pasted.fit()
	}
	if err != nil {
		return nil, err
	}
	return pasted.apply(ctx, dryRun)
}

// pasting is a block on its way into the register.
type pasting struct {
	desk    *Desk
	block   [][]string
	columns []register.Column
	pupils  []string // one for each row of the block
	first   int      // the number of the block's first row of cells, as the person counts it
}

// columnsOf returns the columns with the given identifiers.
func (d *Desk) columnsOf(ids []string) ([]register.Column, error) {
	all := d.Columns()
	var out []register.Column
	for _, id := range ids {
		i := slices.IndexFunc(all, func(c register.Column) bool { return c.ID == id })
		if i < 0 {
			return nil, refuse("columns", "One of the columns is not in the register any more. Nothing was changed.")
		}
		out = append(out, all[i])
	}
	return out, nil
}

// readHeadings reads the first line as headings where it names the pupils' UPN or
// name, and reports whether it did.
func (p *pasting) readHeadings() (bool, error) {
	p.first = 1
	names := func(heading string) bool {
		c, ok := p.desk.ColumnNamed(heading)
		return ok && slices.Contains([]string{register.ColumnUPN, register.ColumnName, register.ColumnSurname}, c.ID)
	}
	if !slices.ContainsFunc(p.block[0], names) {
		return false, nil
	}
	for i, heading := range p.block[0] {
		c, known := p.desk.ColumnNamed(heading)
		switch {
		case heading == "":
			return true, refuse("paste", fmt.Sprintf("Column %d of the block has no heading. Give it one, or leave the column out. Nothing was changed.", i+1))
		case !known:
			return true, refuse("paste", "The register has no column called “"+heading+"”. Add it as a field of your own, or leave the column out. Nothing was changed.")
		case slices.ContainsFunc(p.columns, func(o register.Column) bool { return o.ID == c.ID }):
			return true, refuse("paste", "The heading “"+heading+"” stands twice. Leave one of the two columns out. Nothing was changed.")
		}
		p.columns = append(p.columns, c)
	}
	if p.block = p.block[1:]; len(p.block) == 0 {
		return true, refuse("paste", "The block holds headings and nothing under them. Nothing was changed.")
	}
	p.first = 2
	return true, nil
}

// matchPupils finds the pupil of each row by UPN, else by name. Rows that name nobody,
// more than one pupil, or a pupil who had a row before refuse the block.
func (p *pasting) matchPupils() error {
	byName := p.desk.onRollByName()
	p.pupils = nil
	rowOf := map[string]int{}
	var wrong []string
	for i, row := range p.block {
		id, reason := p.match(row, byName)
		if before, taken := rowOf[id]; reason == "" && taken {
			reason = fmt.Sprintf("the pupil stands in row %d already", before)
		}
		if reason != "" {
			wrong = append(wrong, fmt.Sprintf("Row %d: %s.", i+p.first, reason))
		}
		rowOf[id] = i + p.first
		p.pupils = append(p.pupils, id)
	}
	const told = 5
	if n := len(wrong); n > told {
		wrong = append(wrong[:told], "And "+count(n-told, "more row")+" like these.")
	}
	if len(wrong) > 0 {
		return refuse("paste", strings.Join(wrong, " ")+" Nothing was changed.")
	}
	return nil
}

func (p *pasting) match(row []string, byName map[string][]string) (id, reason string) {
	cell := func(column string) string {
		if i := slices.IndexFunc(p.columns, func(c register.Column) bool { return c.ID == column }); i >= 0 {
			return row[i]
		}
		return ""
	}
	if upn := cell(register.ColumnUPN); upn != "" {
		e, err := p.desk.ByUPN(upn)
		if err != nil {
			return "", "no pupil has this UPN"
		}
		return e.ID, ""
	}
	name := cell(register.ColumnName)
	if surname := cell(register.ColumnSurname); surname != "" && name == "" {
		name = surname + " " + cell("forename")
	}
	found := byName[register.FoldName(name)]
	switch {
	case name == "":
		return "", "there is neither UPN nor name"
	case len(found) == 0:
		return "", "no pupil on roll has this name"
	case len(found) > 1:
		return "", "more than one pupil has this name, so give the UPN"
	}
	return found[0], ""
}

// onRollByName lists the pupils on roll under each way their names are written.
func (d *Desk) onRollByName() map[string][]string {
	d.mu.RLock()
	defer d.mu.RUnlock()
	out := map[string][]string{}
	today := d.today()
	for _, e := range d.entries {
		if !e.OnRoll(today) {
			continue
		}
		for _, name := range []string{e.ListName(), e.Name(), e.Forename + " " + e.Surname} {
			if key := register.FoldName(name); !slices.Contains(out[key], e.ID) {
				out[key] = append(out[key], e.ID)
			}
		}
	}
	return out
}

// fit sees that a block without headings fits the pupils and columns that are marked,
// and fills them all with one cell or one row.
func (p *pasting) fit() error {
	wide, long := len(p.columns), len(p.pupils)
	if wide == 0 || long == 0 {
		return refuse("paste", "Choose the pupils and the columns to paste into first.")
	}
	if len(p.block) == 1 && len(p.block[0]) == 1 {
		p.block[0] = slices.Repeat(p.block[0], wide)
	}
	if len(p.block) == 1 && len(p.block[0]) == wide {
		p.block = slices.Repeat(p.block, long)
	}
	if len(p.block) != long || len(p.block[0]) != wide {
		return refuse("paste", fmt.Sprintf("The block is %s long and %s wide, and the place for it is %s long and %s wide. Choose as many of each, or copy the headings with the UPN or name. Nothing was changed.",
			count(len(p.block), "row"), count(len(p.block[0]), "column"), count(long, "row"), count(wide, "column")))
	}
	return nil
}

// apply sets what differs. A cell that holds what is there already is left alone, in
// whatever way it is written.
func (p *pasting) apply(ctx context.Context, dryRun bool) ([]BulkChange, error) {
	view := register.View{Query: "left:any"}
	for _, c := range p.columns {
		view.Columns = append(view.Columns, register.ViewColumn{ID: c.ID})
	}
	now, err := p.desk.Sheet(view, NamesFull)
	if err != nil {
		return nil, err
	}
	rowOf := map[string]int{}
	for i, e := range now.Entries {
		rowOf[e.ID] = i
	}
	b := &batch{desk: p.desk, many: len(p.pupils) > fewEnough}
	for i, id := range p.pupils {
		row, there := rowOf[id]
		if !there {
			return nil, ErrNoPupil
		}
		var settings []setting
		for col, c := range p.columns {
			cell := p.block[i][col]
			if cell == "" && !c.Editable || p.desk.says(now, row, col, cell) {
				continue
			}
			s, err := p.desk.pastedSetting(c, cell)
			if err == nil && slices.ContainsFunc(settings, s.clashes) {
				err = refuse("paste", "The columns of the block say two things about the pupil's needs. Paste all needs, or the primary and the other needs.")
			}
			if err != nil {
				return nil, p.wrong(i, c, err)
			}
			settings = append(settings, s)
		}
		if err := b.set(ctx, id, settings); err != nil {
			return nil, p.wrong(i, register.Column{}, err)
		}
	}
	return b.apply(ctx, "Paste "+columnWords(p.columns), dryRun)
}

// wrong says in which row and column a cell was refused.
func (p *pasting) wrong(row int, c register.Column, err error) error {
	place := fmt.Sprintf("Row %d", row+p.first)
	if c.Title != "" {
		place += ", " + c.Title
	}
	return refuse("paste", place+": "+strings.TrimSuffix(Words(err), " Nothing was changed.")+" Nothing was changed.")
}

// pastedSetting reads a cell that is to change something.
func (d *Desk) pastedSetting(c register.Column, cell string) (setting, error) {
	if !c.Editable {
		return setting{}, refuse("paste", c.Title+" cannot be changed by pasting. Leave the column out, or paste what is there.")
	}
	return d.setting(Assignment{c.ID, cell})
}

// says reports whether a cell of the register already says what a pasted cell says.
func (d *Desk) says(now *register.Sheet, row, col int, cell string) bool {
	value := now.Value(row, col)
	if cell == value || strings.EqualFold(cell, now.Cell(row, col)) {
		return true
	}
	e := now.Entries[row]
	switch now.Columns[col].ID {
	case register.ColumnName:
		folded := register.FoldName(cell)
		return slices.ContainsFunc([]string{e.Name(), e.ListName(), e.Forename + " " + e.Surname, e.Initials()}, func(n string) bool { return folded == register.FoldName(n) })
	case register.ColumnUPN:
		return register.CleanUPN(cell) == value
	}
	if on, err := day.Parse(cell, d.Today()); err == nil && on.String() == value {
		return true
	}
	return false
}

// columnWords names the columns that can change, for a step's label.
func columnWords(columns []register.Column) string {
	var words []string
	for _, c := range columns {
		if c.Editable {
			words = append(words, c.Title)
		}
	}
	if len(words) > 3 {
		return count(len(words), "column")
	}
	return strings.Join(words, " and ")
}
