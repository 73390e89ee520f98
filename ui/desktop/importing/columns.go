package importing

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/app/intake"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// leaveOut is the option that takes no column for a field.
const leaveOut = "-"

// shownUnused is how many columns that were not taken are named.
const shownUnused = 8

// chosenBy is the preview that a choice of columns belongs to.
type chosenBy struct {
	s       *Screen
	sheet   func() intake.Sheet
	offered func(everything bool) []field
	say     func(words string)
}

// columns is the choice of heading for each field. A choice reads the file again.
type columns struct {
	of       chosenBy
	object   *fyne.Container
	all      bool // every field is offered
	headings []string
	unused   *parts.Prose
	row      *parts.NumberField
	sheet    *parts.Choice // of a workbook's sheets; nil for a file that is none
	choices  map[string]*parts.Choice
}

func newColumns(of chosenBy) *columns { return &columns{of: of, object: container.NewStack()} }

// fill brings the choices in line with how the file was read. They stay the same
// ones, so that the keyboard stays where it is, unless the file has other headings.
func (c *columns) fill() {
	read := c.of.sheet()
	if read.Format == intake.FormatCTF {
		c.object.Objects = []fyne.CanvasObject{parts.NewProse("A Common Transfer File says itself what is what: there are no columns to choose.", parts.Quiet)}
		return
	}
	if now := headings(read); c.choices == nil || !slices.Equal(now, c.headings) {
		c.headings = now
		c.build()
	}
	c.row.SetValue(read.HeaderRow)
	if c.sheet != nil {
		at := slices.IndexFunc(read.Sheets, func(n intake.SheetName) bool { return n.Name == read.Name })
		c.sheet.SetChosen(strconv.Itoa(at + 1))
	}
	for name, choice := range c.choices {
		choice.SetChosen(leaveOut)
		if heading := read.Columns[name]; heading != "" {
			choice.SetChosen(heading)
		}
	}
	c.sayUnused(read.Unused)
}

// build makes the form. The field that has the keyboard has it again afterwards.
func (c *columns) build() {
	read, at := c.of.sheet(), c.of.s.n.Shell.Window().Canvas()
	focused := ""
	for name, choice := range c.choices {
		if at.Focused() == choice {
			focused = name
		}
	}
	form := parts.NewForm()
	c.sheet = nil
	if len(read.Sheets) > 1 {
		var sheets []parts.Option
		for i, named := range read.Sheets {
			option := parts.Option{Value: strconv.Itoa(i + 1), Words: named.Name}
			if named.Hidden {
				option.Note = "hidden"
			}
			sheets = append(sheets, option)
		}
		c.sheet = parts.NewChoice(sheets, func(value string) {
			if n, err := strconv.Atoi(value); err == nil {
				c.again(func(o *desk.ImportOptions) { *o = desk.ImportOptions{Sheet: n} })
			}
		})
		form.Add("Sheet", c.sheet, "")
	}
	c.row = parts.NewNumberField(1, intake.MaxRows)
	c.row.OnValue = func(n int) {
		c.again(func(o *desk.ImportOptions) { *o = desk.ImportOptions{Sheet: o.Sheet, HeaderRow: n} })
	}
	form.Add("Headings in row", c.row, "")
	options := []parts.Option{{Value: leaveOut, Words: "Not in the file"}}
	for _, h := range c.headings {
		options = append(options, parts.Option{Value: h, Words: h})
	}
	c.choices = map[string]*parts.Choice{}
	for _, f := range c.of.offered(c.all) {
		choice := parts.NewChoice(options, func(heading string) { c.take(f.name, heading) })
		c.choices[f.name] = choice
		form.Add(f.words, choice, "")
	}
	more := parts.NewLink("Offer every field", c.offerAll)
	if c.all {
		more.SetText("Offer fewer fields")
	}
	c.unused = parts.NewProse("", parts.Quiet)
	c.object.Objects = []fyne.CanvasObject{parts.Column(parts.Between, c.unused, form, parts.Row(0, more))}
	c.object.Refresh()
	if choice := c.choices[focused]; choice != nil {
		at.Focus(choice)
	}
}

func (c *columns) sayUnused(unused []string) {
	c.unused.Hidden = len(unused) == 0
	words := strings.Join(unused[:min(len(unused), shownUnused)], ", ")
	if len(unused) > shownUnused {
		words += " and more"
	}
	c.unused.SetText(wording.Count(len(unused), "column") + " of the file not taken: " + words + ".")
}

func (c *columns) offerAll() {
	c.all, c.choices = !c.all, nil
	c.fill()
}

// take reads the file again with another heading for a field.
func (c *columns) take(field, heading string) {
	if heading == leaveOut {
		heading = ""
	}
	c.again(func(o *desk.ImportOptions) { o.Map = remapped(c.of.sheet().Columns, field, heading) })
}

// again reads the file with other options. When it is refused so, the reason is said
// and the choices go back to how the file was read.
func (c *columns) again(change func(*desk.ImportOptions)) {
	f := c.of.s.model.file
	change(&f.options)
	c.of.s.read(f, refusedTo(c.fill, c.of.say))
}
