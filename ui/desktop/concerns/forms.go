package concerns

import (
	"context"

	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
)

// Form is the form for a concern that is open, or for a new one of a pupil.
func Form(d *desk.Desk, c register.Concern) *sheet.Sheet {
	title := "Concern"
	if c.ID == "" {
		c.On, title = d.Today(), "New concern"
	}
	words, tried, by := parts.NewNotes("What was seen or heard, by whom, when", 4), parts.NewNotes("", 3), parts.NewField("")
	on, told, again := parts.NewDateField(d.Today), parts.NewDateField(d.Today), parts.NewDateField(d.Today)
	words.SetText(c.Words)
	tried.SetText(c.Tried)
	by.SetText(c.RaisedBy)
	on.SetValue(c.On)
	told.SetValue(c.ParentsTold)
	again.SetValue(c.LookAgain)
	sh := sheet.New(title, "Keep concern", func() (err error) {
		c.Words, c.Tried, c.RaisedBy = words.Text, tried.Text, by.Text
		if c.On, err = sheet.Day("on_day", on); err != nil {
			return err
		}
		if c.ParentsTold, err = sheet.Day("parents_told", told); err != nil {
			return err
		}
		if c.LookAgain, err = sheet.Day("look_again", again); err != nil {
			return err
		}
		_, err = d.SaveConcern(context.Background(), c)
		return err
	})
	sh.Add("words", "What was noticed", words, "")
	sh.Add("raised_by", "Raised by", by, "Class teacher, parent, the pupil … Empty is you.")
	sh.Add("tried", "What has been tried", tried, "")
	sh.Pair(sheet.Half{Name: "parents_told", Label: "Parents told on", Field: told}, sheet.Half{Name: "look_again", Label: "Look again on", Field: again},
		"Leave the first empty until they have been told. Six weeks on, unless you choose another day.")
	sh.Add("on_day", "Raised on", on, "")
	return sh
}

// Promote is the form that puts a pupil on the register because of a concern.
func Promote(d *desk.Desk, c register.Concern) *sheet.Sheet {
	var statuses, needs []parts.Option
	for _, code := range []string{"K", "E"} {
		statuses = append(statuses, parts.Option{Value: code, Words: d.Codes().StatusName(code), Note: code})
	}
	for _, n := range d.Codes().Needs {
		needs = append(needs, parts.Option{Value: n.Code, Words: n.Name, Note: n.Code})
	}
	primary, second, status := parts.NewChoice(needs, nil), parts.NewChoice(needs, nil), parts.NewChoice(statuses, nil)
	second.PlaceHolder = "None"
	status.SetChosen("K")
	why, aim, on := parts.NewNotes("", 2), parts.NewNotes("", 2), parts.NewDateField(d.Today)
	on.SetValue(d.Today())
	sh := sheet.New("Put on the SEN register", "Put on the register", func() (err error) {
		p := desk.Promotion{Status: status.Chosen(), Why: why.Text, Aim: aim.Text}
		for _, n := range []*parts.Choice{primary, second} {
			if n.Chosen() != "" {
				p.Needs = append(p.Needs, n.Chosen())
			}
		}
		if p.On, err = sheet.Day("on", on); err != nil {
			return err
		}
		return d.PromoteConcern(context.Background(), c.ID, p)
	})
	sh.Add("needs", "Primary need", primary, "Three letters find it.")
	sh.Add("second", "Second need", second, "")
	sh.Add("why", "Why", why, "What was decided, and with whom.")
	sh.Pair(sheet.Half{Name: "status", Label: "SEN status", Field: status}, sheet.Half{Name: "on", Label: "From", Field: on}, "")
	sh.Add("aim", "Aim of a first plan", aim, "Empty begins none. With one, a plan starts on the same day and is reviewed in about a term.")
	return sh
}

// Settle is the form that closes a concern which has passed.
func Settle(d *desk.Desk, c register.Concern) *sheet.Sheet {
	why, on := parts.NewNotes("", 3), parts.NewDateField(d.Today)
	on.SetValue(d.Today())
	sh := sheet.New("Settle the concern", "Settle", func() error {
		day, err := sheet.Day("on", on)
		if err != nil {
			return err
		}
		return d.SettleConcern(context.Background(), c.ID, why.Text, day)
	})
	sh.Add("why", "Why it is settled", why, "What changed, or how ordinary teaching meets it.")
	sh.Add("on", "On", on, "")
	return sh
}
