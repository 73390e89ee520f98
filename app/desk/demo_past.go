package desk

import (
	"needsbook/app/day"
	"needsbook/app/register"
)

// demoPast are the pupils of the recipe who show what a record can hold of the past:
// a correction, a code of old, a second record of one child, and a task put off.
type demoPast struct {
	Corrected struct {
		Pupil int // place among those with SEN
		On    day.Date
		Why   string
	}
	FromWales struct {
		Pupil      int
		Code, Note string
	} `json:"from_wales"`
	PutOff struct {
		Pupil     int
		Task, Why string
		Until     day.Date
	} `json:"put_off"`
	CameBack struct {
		Pupil             int // place on the roll
		Forename, Surname string
		Before            register.Pupil
		Note              string
	} `json:"came_back"`
}

// past writes into the open status of a pupil with SEN what the recipe says of it.
func (b *demoBuilder) past(s *register.Status, nth int) {
	if c := b.recipe.Corrected; nth == c.Pupil {
		s.Corrected = register.Corrected{CorrectedOn: c.On, Why: c.Why}
	}
	if w := b.recipe.FromWales; nth == w.Pupil {
		s.Legacy = w.Code
		note := register.Note{ID: b.id(), Pupil: s.Pupil, Type: register.NotePlain, On: s.From, Words: w.Note, By: "SENCO"}
		b.put(kindNote, note.ID, s.Pupil, note)
		b.filled.Notes++
	}
	if t := b.recipe.PutOff; nth == t.Pupil {
		f := Deferral{ID: t.Task + "/" + s.Pupil + "/", Pupil: s.Pupil, State: TaskSnoozed, Until: t.Until, Why: t.Why, On: b.today, By: "SENCO"}
		b.put(kindDeferral, f.ID, f.Pupil, f)
	}
}

// cameBack makes of the i-th pupil of the roll a child who left and came back under
// another spelling, and adds the record of the time before, with a temporary number.
func (b *demoBuilder) cameBack(p *register.Pupil) {
	r := b.recipe.CameBack
	before := r.Before
	before.ID, before.Born, before.Sex = b.id(), p.Born, p.Sex
	p.Forename, p.Surname, p.Entered = r.Forename, r.Surname, day.Of(2026, 9, 2)
	b.edits = append(b.edits, pupilEdit(before))
	note := register.Note{ID: b.id(), Pupil: before.ID, Type: register.NotePlain, On: before.Left, Words: r.Note, By: "SENCO"}
	b.put(kindNote, note.ID, before.ID, note)
	b.filled.Notes++
}
