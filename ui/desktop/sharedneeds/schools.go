package sharedneeds

import (
	"context"
	"strings"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
)

// schoolDetail says what the secret is for, and of the current school what is to be done.
func (s *Screen) schoolDetail(row int) {
	m := s.model.ring.Members[row]
	s.detail.Add(parts.NewProse(m.Name, parts.SectionTitle))
	switch {
	case m.Self:
		s.detail.Add(parts.NewProse("This school. Others compare these six words with you by telephone: "+strings.Join(m.Words, " ")+".", parts.Plain))
	case m.Known:
		s.detail.Add(parts.NewProse("Confirmed here on "+m.On.Words()+" by "+m.By+". A new key of this school would have to be confirmed again.", parts.Plain))
	default:
		s.detail.Add(parts.NewProse("Telephone this school at a number you know, not one the hub gave. If its six words are these, tick it and confirm: "+strings.Join(m.Words, " ")+".", parts.Plain))
	}
	ring := s.model.ring
	s.detail.Add(parts.NewProse("The secret that needs are compared by", parts.SmallStrong))
	if ring.Maker != "" {
		s.detail.Add(parts.NewFactList(parts.Fact{Label: "Secret of", Value: ring.Name}, parts.Fact{Label: "Made by", Value: ring.Maker}))
	}
	if !ring.Usable || ring.Renew {
		s.detail.Add(parts.Row(parts.Between, parts.NewButton("Make the secret", s.makeRing).WithKey("M")))
	}
	s.detail.Add(parts.NewProse("One school’s program makes it for all and seals it for each confirmed school. The hub carries it and cannot read it. It is made anew each school year and when a school leaves.", parts.QuietText))
}

// confirm confirms the schools that are ticked, or else the current one.
func (s *Screen) confirm() {
	rows := s.grid.Ticked()
	if len(rows) == 0 && s.grid.Current() >= 0 && s.grid.Current() < len(s.model.ring.Members) {
		rows = []int{s.grid.Current()}
	}
	kids, names := s.model.strangers(rows)
	if len(kids) == 0 {
		s.n.Shell.Say("Choose a school that is not confirmed yet.")
		return
	}
	s.after(s.n.Desk.ConfirmSchools(context.Background(), kids, ""), "Confirmed: "+strings.Join(names, ", ")+".")
}

// makeRing makes the secret for the schools that are confirmed.
func (s *Screen) makeRing() {
	if s.model.tab != tabSchools {
		return
	}
	err := s.n.Desk.MakeRing(context.Background(), "")
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.after(nil, "The secret is made and sealed for each confirmed school. It leaves with what is sent next.")
}
