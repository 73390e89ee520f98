package staffweek

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// lacking are the interventions that lack a time or somebody to give them, each with the
// choices that give it one.
type lacking struct {
	s      *Screen
	object *fyne.Container
	first  fyne.Focusable // nil while nothing is listed
}

func newLacking(s *Screen) *lacking { return &lacking{s: s, object: parts.Column(parts.Between)} }

// show lists what lacks something now.
func (l *lacking) show() {
	l.object.Objects, l.first = nil, nil
	if len(l.s.model.week.Unplaced) == 0 {
		l.object.Add(parts.NewWideProse("Everything that runs in this week has its times and somebody to give it. What lacks either will stand here.", parts.QuietText))
	}
	for _, u := range l.s.model.week.Unplaced {
		row := l.row(u)
		l.object.Add(row)
	}
	l.object.Refresh()
}

// row is one intervention: what it lacks, and who, day and time beside it.
func (l *lacking) row(u provision.Unplaced) fyne.CanvasObject {
	name := parts.NewWideProse(l.s.model.runName(u.Intervention.ID, u.Intervention.Name), parts.Strong)
	if !l.s.mayChange() {
		return parts.Column(parts.Tight, name, parts.NewWideProse(lacks(u), parts.QuietText), parts.NewLine())
	}
	problem := parts.NewWideProse("", parts.TextStyle{Size: theme.SizeSmall, Colour: theme.ColourOverdue})
	problem.Hide()
	who := parts.NewChoice(l.s.model.staffOptions(), nil)
	if !u.NoStaff && u.Left == "" {
		who.SetChosen(u.Intervention.Staff)
	}
	who.PlaceHolder = "Who gives it"
	var days []parts.Option
	for _, on := range weekdays {
		days = append(days, parts.Option{Value: on.String(), Words: on.String()})
	}
	weekday, at := parts.NewChoice(days, nil), parts.NewField("at, such as 9:30")
	weekday.PlaceHolder = "Day"
	give := func() {
		if err := l.give(u.Intervention.ID, who, weekday, at); err != nil {
			problem.SetText("! " + desk.Words(err))
			problem.Show()
			l.object.Refresh()
			l.s.object.Refresh()
		}
	}
	at.OnSubmitted = func(string) { give() }
	if l.first == nil {
		l.first = who
	}
	fields := parts.Row(parts.Between, parts.Wide(50, who), parts.Wide(34, weekday), parts.Wide(40, at), parts.NewButton("Give", give))
	return parts.Column(parts.Tight, name, parts.NewWideProse(lacks(u), parts.QuietText), fields, problem, parts.NewLine())
}

// give gives an intervention what is chosen beside it.
func (l *lacking) give(id string, who, weekday *parts.Choice, at *parts.Field) error {
	slot := provision.Slot{}
	var err error
	if slot.At, err = provision.ParseSchoolTime(at.Text); err != nil {
		return &desk.Refusal{Field: "at", Words: "“" + at.Text + "” is not a time. Write it like 9:30 or 1:15."}
	}
	for _, on := range weekdays {
		if weekday.Chosen() == on.String() {
			slot.Day = on
		}
	}
	if slot.At > 0 && slot.Day == time.Sunday {
		return &desk.Refusal{Field: "day", Words: "Choose the day as well."}
	}
	if slot.At == 0 && slot.Day != time.Sunday {
		return &desk.Refusal{Field: "at", Words: "Write the time as well, such as 9:30."}
	}
	if err := l.s.n.Desk.PlaceSession(context.Background(), id, who.Chosen(), slot); err != nil {
		return err
	}
	l.s.did(nil, "Kept: "+slotWords(slot)+"Ctrl+Z takes it back.")
	l.focus()
	return nil
}

func slotWords(s provision.Slot) string {
	if s.At == 0 {
		return ""
	}
	return s.Day.String() + " at " + s.At.String() + ". "
}

// focus gives the keyboard to the first choice, or to the tabs when nothing is left.
func (l *lacking) focus() {
	if l.first == nil {
		l.s.n.Shell.Window().Canvas().Focus(l.s.tabs)
		return
	}
	l.s.n.Shell.Window().Canvas().Focus(l.first)
}
