package meeting

import (
	"fyne.io/fyne/v2"

	"needsbook/app/day"
	"needsbook/app/provision"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
)

// actionList is what was agreed, a line for each action. The last line is always
// empty: typing in it begins the next.
type actionList struct {
	today  func() day.Date
	keep   func()
	lines  []*actionLine
	object *fyne.Container
}

// actionLine is one action while it is being written.
type actionLine struct {
	what, who *parts.Field
	by        *parts.DateField
	done      day.Date
}

func newActionList(today func() day.Date, keep func()) *actionList {
	return &actionList{today: today, keep: keep, object: parts.Column(parts.Tight)}
}

// write sets the lines from the record.
func (l *actionList) write(actions []provision.AgreedAction) {
	l.lines, l.object.Objects = nil, nil
	for _, a := range actions {
		l.add(a)
	}
	l.add(provision.AgreedAction{})
}

// add sets a line under the others.
func (l *actionList) add(a provision.AgreedAction) {
	line := &actionLine{what: parts.NewField("What"), who: parts.NewField("Who"), by: parts.NewDateField(l.today), done: a.Done}
	line.what.SetText(a.What)
	line.who.SetText(a.Who)
	line.by.PlaceHolder = "By when"
	line.by.SetValue(a.By)
	for _, f := range []*parts.Field{line.what, line.who, &line.by.Field} {
		f.OnChange = func(words string) {
			if words != "" && l.lines[len(l.lines)-1] == line {
				l.add(provision.AgreedAction{})
			}
		}
		f.OnLeft, f.OnPause = l.keep, l.keep
	}
	l.lines = append(l.lines, line)
	l.object.Add(parts.Margins(0, 0, 0, parts.Tight, parts.Column(parts.Tight, line.what, parts.Halves(3, 2, line.who, line.by))))
	l.object.Refresh()
}

// read takes what stands in the lines; a day that is none is refused.
func (l *actionList) read() ([]provision.AgreedAction, error) {
	out := []provision.AgreedAction{}
	for _, line := range l.lines {
		by, err := sheet.Day("actions", line.by)
		if err != nil {
			return nil, err
		}
		if line.what.Text != "" || line.who.Text != "" {
			out = append(out, provision.AgreedAction{What: line.what.Text, Who: line.who.Text, By: by, Done: line.done})
		}
	}
	return out, nil
}
