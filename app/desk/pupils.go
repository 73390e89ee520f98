package desk

import (
	"context"
	"fmt"
	"strings"

	"needsbook/app/day"
	"needsbook/app/finding"
	"needsbook/app/journal"
	"needsbook/app/register"
)

// NewPupil is what is typed to add a pupil.
type NewPupil struct {
	Pupil  register.Pupil
	Status string   // N, K or E; "" is N
	Needs  []string // type of need codes, primary first
	From   day.Date // from when status and needs hold; zero is today
}

// AddPupil adds a pupil with their status and needs as one step and returns the
// new identifier.
func (d *Desk) AddPupil(ctx context.Context, n NewPupil) (string, error) {
	p := tidy(n.Pupil)
	if p.Entered.IsZero() {
		p.Entered = d.Today()
	}
	if n.From.IsZero() {
		n.From = d.Today()
	}
	p.ID = d.options.NewID()
	if err := d.checkPupil(p); err != nil {
		return "", err
	}
	edits, err := d.newPupilEdits(p, n.Status, n.Needs, n.From)
	if err != nil {
		return "", err
	}
	return p.ID, d.do(ctx, "Add "+p.Name(), p.ID, edits...)
}

func (d *Desk) newPupilEdits(p register.Pupil, status string, needs []string, from day.Date) ([]journal.Edit, error) {
	edits := []journal.Edit{pupilEdit(p)}
	if status != "" && status != "N" {
		s, err := d.statusEdits(nil, p.ID, status, from)
		if err != nil {
			return nil, err
		}
		edits = append(edits, s...)
	}
	more, err := d.needEdits(nil, p.ID, needs, from)
	return append(edits, more...), err
}

func pupilEdit(p register.Pupil) journal.Edit {
	if p.Flags == nil {
		p.Flags = register.Flags{}
	}
	if p.Fields == nil {
		p.Fields = register.Values{}
	}
	return journal.Edit{Kind: kindPupil, Key: p.ID, About: p.ID, Value: p}
}

// tidy takes stray spaces off what was typed.
func tidy(p register.Pupil) register.Pupil {
	for _, s := range []*string{&p.Surname, &p.Forename, &p.Preferred, &p.Class, &p.MISID, &p.Sex} {
		*s = strings.Join(strings.Fields(*s), " ")
	}
	p.UPN = register.CleanUPN(p.UPN)
	return p
}

// checkPupil refuses what cannot be right about a pupil.
func (d *Desk) checkPupil(p register.Pupil) error {
	today := d.Today()
	switch {
	case p.Surname == "" && p.Forename == "":
		return refuse("surname", "Enter the pupil's name.")
	case p.Born.After(today):
		return refuse("born", "The date of birth is in the future. Check the year.")
	case !p.Born.IsZero() && day.AgeOn(p.Born, today) > 26:
		return refuse("born", "The date of birth makes the pupil more than 26 years old. Check the year.")
	case !p.Left.IsZero() && p.Left.Before(p.Entered):
		return refuse("left_on", "The last day on roll is before the first. Check both dates.")
	}
	if p.UPN != "" {
		if other, err := d.ByUPN(p.UPN); err == nil && other.ID != p.ID {
			return refuse("upn", "Another pupil in the register has this UPN already. Check the number.")
		}
	}
	return nil
}

// Oddities returns what is odd about a pupil but allowed, such as a UPN whose
// check letter is wrong.
func (d *Desk) Oddities(p register.Pupil) []finding.Finding { return register.CheckUPN(p.UPN) }

// OddityWords are the sentences for what Oddities finds.
var OddityWords = map[string]string{
	"upn.form":         "A UPN has a letter and twelve figures, such as A123456789012; a temporary one ends with a letter. It was kept as typed.",
	"upn.check_letter": "The first letter of this UPN does not fit its figures, so a figure may be wrong. It was kept as typed.",
}

// SavePupil writes a pupil's own details. Nothing happens when nothing differs.
func (d *Desk) SavePupil(ctx context.Context, p register.Pupil) error {
	before, err := d.Entry(p.ID)
	if err != nil {
		return err
	}
	p = register.KeepFormerUPN(tidy(p), before.UPN)
	if err := d.checkPupil(p); err != nil {
		return err
	}
	return d.do(ctx, "Change "+changedWords(before.Pupil, p)+" of "+p.Name(), p.ID, pupilEdit(p))
}

// changedWords names what differs between two states of a pupil.
func changedWords(a, b register.Pupil) string {
	var words []string
	for _, f := range []struct {
		name string
		same bool
	}{
		{"name", a.Name() == b.Name() && a.Forename == b.Forename}, {"UPN", a.UPN == b.UPN}, {"date of birth", a.Born == b.Born},
		{"class", a.Class == b.Class}, {"year group", a.YearTaught == b.YearTaught}, {"days on roll", a.Entered == b.Entered && a.Left == b.Left},
		{"flags", strings.Join(a.Flags, " ") == strings.Join(b.Flags, " ")},
		{"profile", a.Strengths == b.Strengths && a.Helps == b.Helps && a.Hinders == b.Hinders},
	} {
		if !f.same {
			words = append(words, f.name)
		}
	}
	switch len(words) {
	case 0:
		return "details"
	case 1:
		return words[0]
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// SetStatus gives a pupil an SEN status from a day on; the history writes itself.
func (d *Desk) SetStatus(ctx context.Context, pupil, code string, from day.Date) error {
	e, err := d.Entry(pupil)
	if err != nil {
		return err
	}
	history, err := where[register.Status](ctx, d.store, kindStatus, "pupil", pupil)
	if err != nil {
		return err
	}
	edits, err := d.statusEdits(history, pupil, code, from)
	if err != nil {
		return err
	}
	return d.do(ctx, fmt.Sprintf("Set SEN status of %s to %s", e.Name(), d.codes.StatusName(code)), pupil, edits...)
}

func (d *Desk) statusEdits(history []register.Status, pupil, text string, from day.Date) ([]journal.Edit, error) {
	code, legacy, known := d.codes.Status(text)
	if !known {
		return nil, refuse("status", "“"+text+"” is not an SEN status. Use N, K or E.")
	}
	if from.After(d.Today()) {
		return nil, refuse("from", "The day from which the status holds is in the future. Enter today or an earlier day.")
	}
	if len(history) == 0 && code == "N" {
		return nil, nil
	}
	rev, err := register.SetStatus(history, pupil, code, from, d.options.NewID)
	if err != nil {
		return nil, refuse("from", sentence(err.Error()))
	}
	var edits []journal.Edit
	for _, s := range rev.Put {
		edits = append(edits, journal.Edit{Kind: kindStatus, Key: s.ID, About: pupil, Value: s})
	}
	markLegacy(edits, legacy)
	return edits, nil
}

// SetNeeds makes codes, primary first, a pupil's needs from a day on.
func (d *Desk) SetNeeds(ctx context.Context, pupil string, codes []string, from day.Date) error {
	e, err := d.Entry(pupil)
	if err != nil {
		return err
	}
	history, err := where[register.Need](ctx, d.store, kindNeed, "pupil", pupil)
	if err != nil {
		return err
	}
	edits, err := d.needEdits(history, pupil, codes, from)
	if err != nil {
		return err
	}
	words := strings.Join(codes, ", ")
	if words == "" {
		words = "none"
	}
	return d.do(ctx, fmt.Sprintf("Set needs of %s to %s", e.Name(), words), pupil, edits...)
}

func (d *Desk) needEdits(history []register.Need, pupil string, texts []string, from day.Date) ([]journal.Edit, error) {
	codes := make([]string, 0, len(texts))
	for _, text := range texts {
		code, known := d.codes.Need(text)
		if !known {
			return nil, refuse("needs", "“"+text+"” is not a type of need. Use a DfE code such as SLCN.")
		}
		codes = append(codes, code)
	}
	if len(history) == 0 && len(codes) == 0 {
		return nil, nil
	}
	if from.After(d.Today()) {
		return nil, refuse("from", "The day from which the needs hold is in the future. Enter today or an earlier day.")
	}
	rev, err := register.SetNeeds(history, pupil, codes, from, d.options.NewID)
	if err != nil {
		return nil, refuse("needs", sentence(err.Error()))
	}
	var edits []journal.Edit
	for _, n := range rev.Remove {
		edits = append(edits, journal.Edit{Kind: kindNeed, Key: n.ID, About: pupil, Remove: true})
	}
	for _, n := range rev.Put {
		edits = append(edits, journal.Edit{Kind: kindNeed, Key: n.ID, About: pupil, Value: n})
	}
	return edits, nil
}
