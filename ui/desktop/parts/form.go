package parts

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"needsbook/ui/desktop/theme"
)

// Form sets fields under each other, each with its label beside it, or above it
// where the form is narrow. Words about a problem stand under their field, and
// the first line counts them.
type Form struct {
	widget.BaseWidget
	rows  []*FormRow
	count *Text
	above bool
}

// FormRow is one label with its field.
type FormRow struct {
	form    *Form
	label   *Text
	hint    *Prose // nil when there is none
	field   fyne.CanvasObject
	problem *Prose
}

// NewForm makes an empty form with labels beside their fields.
func NewForm() *Form {
	f := &Form{count: NewText("", TextStyle{Bold: true, Colour: theme.ColourOverdue})}
	f.count.Hide()
	f.ExtendBaseWidget(f)
	return f
}

// LabelsAbove sets the labels above their fields at any width.
func (f *Form) LabelsAbove() *Form {
	f.above = true
	return f
}

// Add sets a field under the ones before it. The hint, which may be "", is quiet
// help under the field. What a Checked field says of itself is shown under it.
func (f *Form) Add(label string, field fyne.CanvasObject, hint string) *FormRow {
	row := &FormRow{
		form: f, label: NewText(label, QuietText), field: field,
		problem: NewProse("", TextStyle{Size: theme.SizeSmall, Colour: theme.ColourOverdue}),
	}
	row.problem.Hide()
	if hint != "" {
		row.hint = NewProse(hint, Quiet)
	}
	nameFields(field, label)
	if checked, ok := field.(Checked); ok {
		checked.onProblem(row.SetProblem)
	}
	f.rows = append(f.rows, row)
	f.Refresh()
	return row
}

// nameFields names the field of a row by its label. Where several stand in the row each is
// named by the label and what it says of itself.
func nameFields(thing fyne.CanvasObject, label string) {
	if label == "" {
		return
	}
	if field, ok := thing.(nameable); ok {
		field.SetName(label)
		return
	}
	for _, in := range inside(thing) {
		if field, ok := in.(nameable); ok && field.Name() != "" {
			field.SetName(label + ", " + field.Name())
			continue
		}
		nameFields(in, label)
	}
}

// nameable is a field that a form can name.
type nameable interface {
	Name() string
	SetName(name string)
}

// SetProblem shows words under the field; "" takes them away.
func (r *FormRow) SetProblem(words string) {
	if words == "" {
		r.problem.SetText("")
		r.problem.Hide()
	} else {
		r.problem.SetText("! " + words)
		r.problem.Show()
	}
	r.form.counted()
}

// ShowProblem brings the words under the field into view, where the form scrolls.
func (r *FormRow) ShowProblem() {
	if r.problem.Visible() {
		reveal(r.problem)
	}
}

// Problem returns the words under the field, or "".
func (r *FormRow) Problem() string {
	if !r.problem.Visible() {
		return ""
	}
	return r.problem.String()[len("! "):]
}

// Problems is how many fields have words under them.
func (f *Form) Problems() int {
	n := 0
	for _, row := range f.rows {
		if row.problem.Visible() {
			n++
		}
	}
	return n
}

func (f *Form) counted() {
	switch n := f.Problems(); n {
	case 0:
		f.count.Hide()
	case 1:
		f.count.SetText("! One answer needs another look.")
		f.count.Show()
	default:
		f.count.SetText(fmt.Sprintf("! %d answers need another look.", n))
		f.count.Show()
	}
	f.Refresh()
}

// FocusFirst gives the keyboard to the first field, or to the first with a problem.
func (f *Form) FocusFirst() {
	var first fyne.Focusable
	for _, row := range f.rows {
		field, ok := row.field.(fyne.Focusable)
		if !ok {
			continue
		}
		if first == nil {
			first = field
		}
		if row.problem.Visible() {
			first = field
			break
		}
	}
	if first != nil {
		focusOn(first)
	}
}

// CreateRenderer lays the form out.
func (f *Form) CreateRenderer() fyne.WidgetRenderer { return &formRenderer{f} }

type formRenderer struct{ f *Form }

// labelWidth is the width of the widest label.
func (r *formRenderer) labelWidth() float32 {
	width := float32(0)
	for _, row := range r.f.rows {
		width = max(width, row.label.MinSize().Width)
	}
	return width
}

// stacked says whether labels stand above their fields at a width.
func (r *formRenderer) stacked(width float32) bool {
	return r.f.above || (width > 0 && width < r.labelWidth()+theme.Steps(70))
}

func (r *formRenderer) Layout(size fyne.Size) {
	r.lay(size.Width, putThere)
}

// lay works out where everything stands at a width, hands it to put, and returns
// the height used.
func (r *formRenderer) lay(width float32, put putting) float32 {
	stacked, y := r.stacked(width), float32(0)
	left := r.labelWidth() + theme.Steps(Groups)
	if stacked {
		left = 0
	}
	under := func(thing fyne.CanvasObject) {
		height := heightAt(thing, width-left)
		put(thing, left, y, width-left, height)
		y += height
	}
	if r.f.count.Visible() {
		height := r.f.count.MinSize().Height
		put(r.f.count, 0, y, width, height)
		y += height + theme.Steps(3)
	}
	for i, row := range r.f.rows {
		if i > 0 {
			y += theme.Steps(3)
		}
		label := row.label.MinSize()
		if stacked {
			put(row.label, 0, y, label.Width, label.Height)
			if row.label.String() != "" {
				y += label.Height + theme.Steps(Tight)
			}
		} else {
			down := max(0, (min(row.field.MinSize().Height, fieldHeight())-label.Height)/2)
			put(row.label, 0, y+down, label.Width, label.Height)
		}
		under(row.field)
		if row.problem.Visible() {
			y += theme.Steps(Tight)
			under(row.problem)
		}
		if row.hint != nil {
			y += theme.Steps(Tight)
			under(row.hint)
		}
	}
	return y
}

func (r *formRenderer) MinSize() fyne.Size {
	width := r.f.Size().Width
	if width == 0 {
		width = r.labelWidth() + theme.Steps(100)
	}
	return fyne.NewSize(theme.Steps(60), r.lay(width, nowhere))
}

func (r *formRenderer) Refresh() {
	for _, o := range r.Objects() {
		o.Refresh()
	}
	r.Layout(r.f.Size())
}

func (r *formRenderer) Objects() []fyne.CanvasObject {
	things := []fyne.CanvasObject{r.f.count}
	for _, row := range r.f.rows {
		things = append(things, row.label, row.field, row.problem)
		if row.hint != nil {
			things = append(things, row.hint)
		}
	}
	return things
}

func (r *formRenderer) Destroy() {}
