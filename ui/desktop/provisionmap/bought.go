package provisionmap

import (
	"encoding/json"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
)

// bought is the field for what is bought: a line for each thing, with its price, the
// years that it is useful and the day it was bought. The last line is always empty,
// for the next thing.
type bought struct {
	fieldOf
	lines   []*boughtLine
	today   func() day.Date
	changed func()
	keep    func()
	enter   func()
}

type boughtLine struct {
	what, years *parts.Field
	amount      *parts.MoneyField
	on          *parts.DateField
	object      fyne.CanvasObject
}

func newBought(today func() day.Date, changed func()) *bought {
	f := &bought{today: today, changed: changed, keep: func() {}, enter: func() {}}
	f.body = parts.Column(parts.Between)
	f.ExtendBaseWidget(f)
	f.set(nil)
	return f
}

// add adds an empty line.
func (f *bought) add() *boughtLine {
	l := &boughtLine{what: parts.NewField("What, such as a set of readers"), years: parts.NewField("1"), amount: parts.NewMoneyField(), on: parts.NewDateField(f.today)}
	typed := func(string) { f.typed(l) }
	l.what.OnChange, l.years.OnChange, l.amount.OnChange, l.on.OnChange = typed, typed, typed, typed
	l.on.PlaceHolder = "bought on"
	years := parts.Sides(nil, l.years, parts.NewText(" years", parts.Quiet))
	l.object = parts.Column(parts.Tight, l.what, parts.Halves(5, 8, l.amount, parts.Halves(1, 1, years, l.on)))
	f.lines = append(f.lines, l)
	f.listen(l)
	f.body.Add(l.object)
	return l
}

func (f *bought) listen(l *boughtLine) {
	enter := func(string) { f.enter() }
	for _, field := range []*parts.Field{l.what, l.years, &l.amount.Field, &l.on.Field} {
		field.OnLeft, field.OnPause, field.OnSubmitted = f.keep, f.keep, enter
	}
}

// typed follows a change; the first letter in the last line begins a new one.
func (f *bought) typed(l *boughtLine) {
	if l == f.lines[len(f.lines)-1] && !l.isEmpty() {
		f.add()
		f.body.Refresh()
	}
	f.changed()
}

func (l *boughtLine) isEmpty() bool {
	return strings.TrimSpace(l.what.Text+l.years.Text+l.amount.Text+l.on.Text) == ""
}

// set shows what is bought.
func (f *bought) set(items []provision.Item) {
	f.clear()
	for i, item := range items {
		l := f.lines[i] // typing into the last line has added the next
		l.what.SetText(item.What)
		l.amount.SetValue(item.Amount)
		l.years.SetText(number(item.Years))
		l.on.SetValue(item.On)
	}
}

func (f *bought) clear() {
	f.lines, f.body.Objects = nil, nil
	f.add()
}

// read returns what is bought; a line without words or price is none.
func (f *bought) read() ([]provision.Item, error) {
	out := []provision.Item{}
	for _, l := range f.lines {
		if l.isEmpty() {
			continue
		}
		item := provision.Item{What: strings.TrimSpace(l.what.Text)}
		var err error
		if item.Amount, err = sheet.Money("bought", l.amount); err != nil {
			return nil, err
		}
		if item.Years, err = sheet.Whole("bought", l.years); err != nil {
			return nil, &desk.Refusal{Field: "bought", Words: "The useful years are a whole number, such as 5."}
		}
		if item.On, err = sheet.Day("bought", l.on); err != nil {
			return nil, err
		}
		out = append(out, item)
	}
	return out, nil
}

// DraftWords writes the lines as they stand.
func (f *bought) DraftWords() string {
	var lines [][4]string
	for _, l := range f.lines {
		if !l.isEmpty() {
			lines = append(lines, [4]string{l.what.Text, l.amount.Text, l.years.Text, l.on.Text})
		}
	}
	if lines == nil {
		return ""
	}
	words, err := json.Marshal(lines)
	if err != nil {
		return ""
	}
	return string(words)
}

// RestoreWords takes up what DraftWords wrote.
func (f *bought) RestoreWords(words string) {
	var lines [][4]string
	if json.Unmarshal([]byte(words), &lines) != nil {
		return
	}
	f.clear()
	for i, typed := range lines {
		l := f.lines[i]
		l.what.SetText(typed[0])
		l.amount.SetText(typed[1])
		l.years.SetText(typed[2])
		l.on.SetText(typed[3])
	}
	f.changed()
}

// OnTyped calls keep when a line is left and enter when Enter is pressed in it.
func (f *bought) OnTyped(keep, enter func()) {
	f.keep, f.enter = keep, enter
	for _, l := range f.lines {
		f.listen(l)
	}
}
