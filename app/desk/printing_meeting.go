package desk

import (
	"context"
	"strings"

	"github.com/shopspring/decimal"
	"needsbook/app/access"
	"needsbook/app/paper"
	"needsbook/app/paper/pdf"
	"needsbook/app/printout"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// MeetingRecord lays out the record of a meeting, to sign and to hand over.
func (d *Desk) MeetingRecord(ctx context.Context, id string, names Names) (*paper.Doc, error) {
	if err := d.allow(access.PrintPupil); err != nil {
		return nil, err
	}
	m, err := d.Meeting(ctx, id)
	if err != nil {
		return nil, err
	}
	r, err := d.Record(ctx, m.Pupil)
	if err != nil {
		return nil, err
	}
	fonts, err := pdf.ShippedFonts()
	if err != nil {
		return nil, err
	}
	f := printout.MeetingFacts{About: d.about(r, names), Kind: register.Named(provision.MeetingKinds, m.Kind), Meeting: m.Meeting,
		Corrections: kept(r.Corrections, func(c provision.Correction) bool { return c.Record == m.ID }),
		PupilView:   printout.View{Words: m.PupilView.Words, How: m.PupilView.How, On: m.On}, ParentView: printout.View{Words: m.ParentView.Words, How: m.ParentView.How, On: m.On}}
	for _, v := range r.Invitees {
		if v.Meeting == m.On {
			f.Asked = append(f.Asked, v)
		}
	}
	return printout.MeetingRecord(f, func(doc *paper.Doc) int {
		n, err := pdf.Pages(doc, fonts)
		if err != nil {
			return 0 // what is wrong with it is said when it is drawn
		}
		return n
	}), nil
}

// accessMeeting is a meeting's record as a copy of everything that is held has it.
// What was heard at it stands among the notes.
func accessMeeting(m provision.Meeting) printout.Entry {
	var actions []string
	for _, a := range m.Actions {
		words := a.Words()
		if !a.Waits() {
			words += " (done on " + a.Done.Words() + ")"
		}
		actions = append(actions, words)
	}
	return entry(dated(register.Named(provision.MeetingKinds, m.Kind), m.On), "At", m.At.String(), "Place", m.Place, "Agenda", strings.Join(m.Agenda, "\n"), "Said and agreed", m.Words,
		"Actions", strings.Join(actions, "\n"), "Why the pupil was not heard", m.PupilWhyNot, "Why the parents were not heard", m.ParentWhyNot, "Next meeting", m.Next.Words(),
		"Signed off", m.Signed.Words(), "By", m.SignedBy, "Written by", m.By)
}

// supported is the help in place with its hours, its cost in the school year and how
// much of it the pupil came to.
func (d *Desk) supported(ctx context.Context, r Record) (out []printout.Support, err error) {
	held, err := where[provision.Attendance](ctx, d.store, kindAttendance, "pupil", r.ID)
	for _, l := range r.Provision {
		if !l.Line.End.IsZero() && l.Line.End.Before(d.Today()) {
			continue
		}
		s := printout.Support{Help: printout.Help{What: l.Line.Description, How: helpWords(l.Line)}, Cost: l.Share.Planned.Words(), Attended: attendedWords(held, l.ID)}
		if minutes := decimal.NewFromInt(int64(l.Line.Minutes * l.Line.Weeks)).Mul(l.Line.SessionsAWeek); minutes.IsPositive() {
			s.Hours = minutes.DivRound(decimal.NewFromInt(60), 1).String()
		}
		out = append(out, s)
	}
	return out, err
}
