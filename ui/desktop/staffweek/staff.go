package staffweek

import (
	"context"
	"time"

	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
)

// weekdays are the days that have hours, by the name of their field.
var weekdays = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}

// staffForm is the form of one member of staff, and the link that copies Monday's hours.
func (s *Screen) staffForm(m provision.Staff) (*sheet.Sheet, *parts.Button) {
	d := s.n.Desk
	var kinds []parts.Option
	for _, k := range d.RateCard().StaffKinds {
		kinds = append(kinds, parts.Option{Value: k.ID, Words: k.Name})
	}
	name, kind, until := parts.NewField("such as Mrs Obi"), parts.NewChoice(kinds, nil), parts.NewDateField(d.Today)
	name.SetText(m.Name)
	kind.SetChosen(m.Kind)
	until.SetValue(m.Until)
	hours := make([]*parts.Field, len(weekdays))
	for i, on := range weekdays {
		hours[i] = parts.NewField("")
		hours[i].SetText(provision.HoursText(on, m.Hours))
	}
	hours[0].SetPlaceHolder("9-12, 1-3")
	title, accept := "New member of staff", "Add"
	if m.ID != "" {
		title, accept = m.Name, "Keep"
	}
	sh := sheet.New(title, accept, func() (err error) {
		m.Name, m.Kind, m.Hours = name.Text, kind.Chosen(), nil
		for i, on := range weekdays {
			stretches, err := provision.ParseHours(on, hours[i].Text)
			if err != nil {
				return &desk.Refusal{Field: on.String(), Words: on.String() + ": " + err.Error() + "."}
			}
			m.Hours = append(m.Hours, stretches...)
		}
		if m.Until, err = sheet.Day("until_day", until); err != nil {
			return err
		}
		_, err = d.SaveStaff(context.Background(), m)
		return err
	})
	half := func(i int) sheet.Half {
		return sheet.Half{Name: weekdays[i].String(), Label: weekdays[i].String(), Field: hours[i]}
	}
	sh.Pair(sheet.Half{Name: "name", Label: "Name", Field: name}, sheet.Half{Name: "kind", Label: "Kind of staff, for the hourly rate", Field: kind}, "")
	sh.Pair(half(0), half(1), "")
	sh.Pair(half(2), half(3), "")
	sh.Pair(half(4), sheet.Half{Name: "until_day", Label: "Last day, if they leave", Field: until},
		"Hours are the times for provision, such as 9-12, 1-3. An hour before seven is in the afternoon.")
	same := parts.NewLink("Monday's hours on every day", func() {
		for _, field := range hours[1:] {
			field.SetText(hours[0].Text)
		}
	})
	return sh, same
}

// editStaff opens the form of a member of staff over the week, or of a new one.
func (s *Screen) editStaff(m provision.Staff) {
	if s.model.hidden() {
		s.n.Shell.Say("Names are hidden. F8 shows them, and then staff can be changed.")
		return
	}
	sh, same := s.staffForm(m)
	sh.Begin()
	drafts := sheet.Drafts{Desk: s.n.Desk, Place: "staffweek", Alert: s.n.Shell.Alert}
	draft := "staff/" + m.ID
	if drafts.Restore(draft, sh) {
		s.n.Shell.Say("What you had typed before is here again.")
	}
	sh.OnLeft(func() { drafts.Keep(draft, sh) })
	foot := parts.Row(parts.Groups, same)
	card := &parts.Dialog{Title: sh.Title, Accept: sh.Accept, Body: parts.Column(parts.Between, sh.Form(), foot), Width: 150,
		OnAccept: sh.Try, OnCancel: func() {
			if drafts.Keep(draft, sh) {
				s.n.Shell.Say("What you typed is kept. The same key takes it up again.")
			}
		}}
	if m.ID != "" {
		foot.Add(parts.NewLink("Remove, entered by mistake", func() {
			card.Hide()
			drafts.Drop(draft)
			s.did(s.n.Desk.RemoveStaff(context.Background(), m.ID), m.Name+" is gone from the staff. Ctrl+Z brings them back.")
		}))
	}
	sh.Done = func() {
		drafts.Drop(draft)
		card.Hide()
		s.did(nil, "Kept. Ctrl+Z takes it back.")
	}
	card.Show(s.n.Shell.Window().Canvas())
	sh.Focus()
}
