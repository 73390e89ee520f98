package provisionmap

import (
	"context"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
)

// otherOptions are the interventions that have not ended, one left out.
func (s *Screen) otherOptions(but string) []parts.Option {
	rows, err := s.n.Desk.ProvisionMap(context.Background())
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
	}
	var out []parts.Option
	for i := range rows {
		r := &rows[i]
		if r.ID != but && !desk.HasEnded(r, s.n.Desk.Today()) {
			out = append(out, parts.Option{Value: r.ID, Words: s.model.name(r), Note: desk.SlotWords(r.Slots)})
		}
	}
	return out
}

// split opens the form that makes two groups of the current one.
func (s *Screen) split() {
	r := s.current()
	if r == nil || !s.mayChange() {
		return
	}
	if len(r.Placed) < 2 {
		s.n.Shell.Say("A group of two or more can be split. This one has fewer.")
		return
	}
	body := parts.Column(parts.None)
	var ticks []*parts.Check
	for _, p := range r.Placed {
		tick := parts.NewCheck(s.model.pupil(p), false, nil)
		ticks = append(ticks, tick)
		body.Add(tick)
	}
	name, sessions := parts.NewField(r.Name+", second group"), parts.NewField("shared out by pupils")
	id := r.ID
	sh := sheet.New("Split into two groups", "Split", func() error {
		into := desk.Splitting{Name: name.Text}
		for n, tick := range ticks {
			if tick.Ticked {
				into.Placements = append(into.Placements, r.Placed[n].ID)
			}
		}
		if sessions.Text != "" {
			var err error
			if into.Sessions, err = readSessions("sessions_a_week", sessions); err != nil {
				return err
			}
		}
		second, err := s.n.Desk.SplitIntervention(context.Background(), id, into)
		if err == nil {
			s.model.memory.Current = second
		}
		return err
	})
	sh.Add("pupil", "Who goes over", newFieldOf(body), "Tick those who make the new group. Their attendance and reviews go with them.")
	sh.Add("name", "Name of the new group", name, "")
	sh.Add("sessions_a_week", "Sessions a week of the new group", sessions, "Both together have as many as now, so that they cost what the one does.")
	s.openSheet("split/"+id, sh, func() { s.did("There are two groups now. Ctrl+Z makes one of them again.") })
	s.n.Shell.Window().Canvas().Focus(ticks[0])
}

// join opens the form that makes one group of the current one and another.
func (s *Screen) join() {
	r := s.current()
	if r == nil || !s.mayChange() {
		return
	}
	other := parts.NewChoice(s.otherOptions(r.ID), nil)
	other.PlaceHolder = "Three letters of its name"
	id := r.ID
	sh := sheet.New("Join another group to "+s.model.name(r), "Join", func() error {
		if other.Chosen() == "" {
			return &desk.Refusal{Field: "intervention", Words: "Choose the group whose pupils come over."}
		}
		return s.n.Desk.JoinInterventions(context.Background(), id, other.Chosen())
	})
	sh.Add("intervention", "The other group", other, "Its pupils come over with what was kept of them, its sessions are added, and it is taken off the map.")
	s.openSheet("join/"+id, sh, func() { s.did("They are one group now. Ctrl+Z parts them again.") })
}

// movePlace opens the form that moves a pupil to another intervention.
func (s *Screen) movePlace(r *desk.MapRow, p desk.MapPlace) {
	if !s.mayChange() {
		return
	}
	to, from := parts.NewChoice(s.otherOptions(r.ID), nil), parts.NewDateField(s.n.Desk.Today)
	to.PlaceHolder = "Three letters of its name"
	from.SetValue(s.n.Desk.Today())
	sh := sheet.New("Move "+s.model.pupil(p), "Move", func() error {
		if to.Chosen() == "" {
			return &desk.Refusal{Field: "intervention", Words: "Choose where the pupil goes."}
		}
		on, err := sheet.Day("starts", from)
		if err != nil {
			return err
		}
		return s.n.Desk.MovePlacements(context.Background(), []string{p.ID}, to.Chosen(), on)
	})
	sh.Add("intervention", "To", to, "")
	sh.Add("starts", "From", from, "The place here ends on the day before, with what it came to.")
	s.openSheet("move/"+p.ID, sh, func() { s.did("The pupil has moved. Ctrl+Z takes it back.") })
}
