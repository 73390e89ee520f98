package today

import (
	"context"
	"time"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/wording"
)

// snoozeForm is the card that asks until when a task is put off, and why.
type snoozeForm struct {
	*sheet.Sheet
	until  *parts.Choice
	date   *parts.DateField
	why    *parts.Field
	dialog *parts.Dialog
}

// aDay is the choice of a day that is typed.
const aDay = "day"

// snoozeDays are the days that are offered.
func snoozeDays(today day.Date) []parts.Option {
	monday := today.AddDays(1)
	for monday.Weekday() != time.Monday {
		monday = monday.AddDays(1)
	}
	offer := func(words string, on day.Date) parts.Option {
		return parts.Option{Value: on.String(), Words: words, Note: on.Weekday().String() + " " + on.Words()}
	}
	out := []parts.Option{offer("Tomorrow", today.AddDays(1))}
	if monday != today.AddDays(1) {
		out = append(out, offer("Monday", monday))
	}
	if week := today.AddDays(7); week != monday {
		out = append(out, offer("Next week", week))
	} else {
		out[len(out)-1].Words = "Monday next week"
	}
	return append(out, parts.Option{Value: aDay, Words: "A day", Note: "write it below"})
}

// snooze shows the card for a task.
func (s *Screen) snooze(t desk.Task, about string) {
	today := s.n.Desk.Today()
	f := &snoozeForm{date: parts.NewDateField(s.n.Desk.Today), why: parts.NewField("A word is enough")}
	at := s.n.Shell.Window().Canvas()
	f.until = parts.NewChoice(snoozeDays(today), func(value string) {
		if value == aDay {
			at.Focus(f.date)
		}
	})
	f.until.SetChosen(today.AddDays(1).String())
	f.Sheet = sheet.New("Put off", "Put off", func() error { return f.keep(s, t.Key) })
	f.Add("until", "Until", f.until, "It comes back by itself on that day.")
	f.Add("day", "Day", f.date, "Only with “A day”.")
	f.Add("why", "Why", f.why, "")
	sheet.Drafts{Desk: s.n.Desk, Place: "today", Alert: s.n.Shell.Alert}.Follow("putoff/"+t.Key, f.Sheet, s.n.Shell.NamesHidden())
	head := parts.Column(parts.Tight, parts.NewWideProse(about, parts.Strong))
	t.Note = s.model.note(t)
	if words := detailOf(t); words != "" {
		head.Add(parts.NewWideProse(words, parts.QuietText))
	}
	f.dialog = &parts.Dialog{Title: "Put off", Accept: "Put off", Width: 150, Focus: f.until, OnAccept: f.Try,
		Body: parts.Column(parts.Groups, head, f.Form())}
	f.Done = func() {
		f.dialog.Hide()
		s.changed()
	}
	f.dialog.Show(at)
}

func (f *snoozeForm) keep(s *Screen, key string) error {
	var until day.Date
	switch chosen := f.until.Chosen(); chosen {
	case "":
		return &desk.Refusal{Field: "until", Words: "Choose a day."}
	case aDay:
		var err error
		if until, err = f.date.Value(); err != nil || until.IsZero() {
			return &desk.Refusal{Field: "day", Words: "Write the day, such as 3 Dec 2026."}
		}
		if err := s.n.Desk.SnoozeTask(context.Background(), key, until, f.why.Text); err != nil {
			return &desk.Refusal{Field: "day", Words: desk.Words(err)}
		}
		return nil
	default:
		if err := until.UnmarshalText([]byte(chosen)); err != nil {
			return err
		}
	}
	return s.n.Desk.SnoozeTask(context.Background(), key, until, f.why.Text)
}

// about names a task on the card: with the pupil's name, or initials while names are
// hidden.
func (m *model) about(at int) string {
	t := m.rows[at].task
	if e, err := m.desk.Entry(t.Pupil); err == nil {
		return t.Title + ": " + wording.Name(e, m.hidden())
	}
	return t.Title
}
