package pupils

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/wording"
)

// bulkField is one thing that can be set for many pupils, as the dialog offers it.
type bulkField struct {
	value, words, hint string
	clear              bool // the value may be left empty
	prefix             string
	names              bool // its values may name a pupil
}

// bulkFields are desk.BulkFields in the window's words; flags are two of them,
// since one sets and one clears.
var bulkFields = []bulkField{
	{value: "class", words: "Class", hint: "Such as 4B. Empty takes the class away.", clear: true},
	{value: "year", words: "Year group taught", hint: "R or 1 to 14. Empty goes back to the one that age gives.", clear: true},
	{value: "status", words: "SEN status from today", hint: "N, K or E."},
	{value: "primary_need", words: "Primary need from today", hint: "A code such as SLCN; the others stay."},
	{value: "needs", words: "Types of need from today", hint: "Codes such as SLCN, SEMH; the primary need first. Empty takes them away.", clear: true},
	{value: "flag", words: "Set a flag", hint: flagHint(), prefix: "+"},
	{value: "flag", words: "Clear a flag", hint: flagHint(), prefix: "-"},
	{value: "left", words: "Last day on roll", hint: "Such as 20 Jul 2027. Empty puts them back on roll.", clear: true},
	{value: "entered", words: "First day on roll", hint: "Such as 2 Sep 2026."},
}

// ofColumn is the field that a column of the sheet shows.
var ofColumn = map[string]string{"left_on": "left", "flags": "flag", "other_needs": "needs"}

// editable are the fields of every school and the school's own.
func editable(d *desk.Desk) []bulkField {
	out := slices.Clone(bulkFields)
	fields, err := d.Fields(context.Background())
	if err != nil {
		return out
	}
	for _, f := range fields {
		out = append(out, bulkField{value: f.Slug(), words: f.Name, hint: fieldHint(f), clear: true, names: f.Type == register.FieldText})
	}
	return out
}

// fieldHint says what a field of the school's own takes.
func fieldHint(f register.Field) string {
	hint := map[register.FieldType]string{
		register.FieldText: "Any words.", register.FieldNumber: "A number, such as 9 or 9.5.", register.FieldDate: "A date, such as 3 Sep 2026.",
		register.FieldYesNo: "yes or no.", register.FieldChoice: "One of " + strings.Join(f.Choices, ", ") + ".",
	}[f.Type]
	return hint + " Empty takes it away."
}

func flagHint() string {
	var out []string
	for _, f := range register.FlagNames {
		out = append(out, f.Code)
	}
	return "One of " + strings.Join(out, ", ") + "."
}

func tickedWords(n int) string { return wording.Count(n, "pupil") + " ticked" }

// bulkEdit is the dialog that changes the ticked pupils, with what it would do.
type bulkEdit struct {
	*sheet.Sheet
	s       *Screen
	pupils  []string
	fields  []bulkField
	field   *parts.Choice
	value   *parts.Field
	words   *parts.Text
	preview *parts.Grid
	changes []desk.BulkChange
	dialog  *parts.Dialog
}

// edit opens the dialog for the ticked rows, or for the current one where none is
// ticked, with the column of the current cell chosen.
func (s *Screen) edit() {
	rows := s.grid.Ticked()
	if row := s.grid.Current(); len(rows) == 0 && row >= 0 {
		rows = []int{row}
	}
	if len(rows) == 0 {
		s.n.Shell.Say("There is no pupil here to change.")
		return
	}
	b := s.newBulkEdit(rows)
	b.dialog.Show(s.n.Shell.Window().Canvas())
}

func (s *Screen) newBulkEdit(rows []int) *bulkEdit {
	b := &bulkEdit{s: s, fields: editable(s.n.Desk), value: parts.NewField(""), words: parts.NewText("", parts.QuietText)}
	for _, row := range rows {
		b.pupils = append(b.pupils, s.model.id(row))
	}
	var options []parts.Option
	for i, f := range b.fields {
		options = append(options, parts.Option{Value: fmt.Sprint(i), Words: f.words, Note: f.hint})
	}
	b.field = parts.NewChoice(options, func(string) { b.try() })
	b.value.OnChange = func(string) { b.try() }
	b.Sheet = sheet.New("Change "+wording.Count(len(rows), "pupil"), "Change", b.apply)
	b.Add("field", "Change", b.field, "")
	b.Add("value", "To", b.value, "")
	b.preview = parts.NewGrid([]parts.GridColumn{{Title: "Name", Strong: true, Grows: true}, {Title: "Now", Grows: true}, {Title: "Then", Grows: true}},
		func() int { return len(b.changes) }, b.cell)
	b.preview.Empty = "What would change stands here before anything is kept."
	b.dialog = &parts.Dialog{Title: b.Title, Accept: b.Accept, Width: 160, Height: 120, Focus: b.field, OnAccept: b.Try,
		Body: parts.Frame(parts.Margins(0, 0, 0, parts.Between, parts.Column(parts.Between, b.Form(), b.words)), b.preview, nil)}
	b.Done = func() { b.dialog.Hide() }
	column := s.model.sheet.Columns[s.grid.CurrentColumn()]
	b.choose(column)
	sheet.Drafts{Desk: s.n.Desk, Place: "register", Alert: s.n.Shell.Alert}.Follow("change/"+column.ID, b.Sheet, s.n.Shell.NamesHidden())
	b.try()
	return b
}

// choose chooses the field of a column, so that only the value is to be typed.
func (b *bulkEdit) choose(column register.Column) {
	value := column.ID
	if field, other := ofColumn[column.ID]; other {
		value = field
	}
	if column.Own {
		value = column.Term
	}
	if i := slices.IndexFunc(b.fields, func(f bulkField) bool { return f.value == value }); i >= 0 {
		b.field.SetChosen(fmt.Sprint(i))
		b.dialog.Focus = b.value
	}
}

func (b *bulkEdit) chosen() (bulkField, bool) {
	var i int
	if _, err := fmt.Sscan(b.field.Chosen(), &i); err != nil {
		return bulkField{}, false
	}
	return b.fields[i], true
}

func (b *bulkEdit) assignments(f bulkField) []desk.Assignment {
	return []desk.Assignment{{Field: f.value, Value: f.prefix + strings.TrimSpace(b.value.Text)}}
}

// try shows what would change, or nothing while the value does not fit yet.
func (b *bulkEdit) try() {
	f, ok := b.chosen()
	b.changes = nil
	words := ""
	if ok && (f.clear || strings.TrimSpace(b.value.Text) != "") {
		changes, err := b.s.n.Desk.SetMany(context.Background(), b.pupils, b.assignments(f), true)
		if err == nil {
			b.changes = changes
			words = fmt.Sprintf("%d of %s would change.", len(changes), wording.Count(len(b.pupils), "pupil"))
		} else {
			words = desk.Words(err)
		}
	}
	if ok && words == "" {
		words = f.hint
	}
	b.words.SetText(words)
	b.preview.Reload()
}

func (b *bulkEdit) cell(row, col int) string {
	c := b.changes[row]
	f, _ := b.chosen()
	switch col {
	case 0:
		e, err := b.s.n.Desk.Entry(c.ID)
		if err != nil {
			return ""
		}
		return wording.ListName(e, b.s.n.Shell.NamesHidden())
	case 1:
		return b.worded(f, c.Before[f.value])
	}
	return b.worded(f, c.After[f.value])
}

// worded is a value as the preview shows it.
func (b *bulkEdit) worded(f bulkField, value string) string {
	hidden := f.names && b.s.n.Shell.NamesHidden()
	return cmp.Or(wording.Written(value, hidden), "–")
}

// apply changes the pupils as one step.
func (b *bulkEdit) apply() error {
	f, ok := b.chosen()
	if !ok {
		return &desk.Refusal{Field: "field", Words: "Choose what to change."}
	}
	if !f.clear && strings.TrimSpace(b.value.Text) == "" {
		return &desk.Refusal{Field: "value", Words: "Enter the new value. " + f.hint}
	}
	changes, err := b.s.n.Desk.SetMany(context.Background(), b.pupils, b.assignments(f), false)
	if err != nil {
		b.words.SetText("") // it stands under the value
		return &desk.Refusal{Field: "value", Words: desk.Words(err)}
	}
	kept := b.s.tickedPupils()
	b.s.Refresh()
	b.s.tickAgain(kept)
	b.s.n.Shell.Changed()
	b.s.n.Shell.Say(wording.Count(len(changes), "pupil") + " changed. Ctrl+Z takes it back.")
	return nil
}

// tickAgain ticks the pupils that are still shown, so that one can go on with them.
func (s *Screen) tickAgain(pupils []string) {
	var rows []int
	for _, id := range pupils {
		if row := s.model.rowOf(id); row >= 0 {
			rows = append(rows, row)
		}
	}
	s.grid.SetTicked(rows)
	s.showTicks(rows)
}
