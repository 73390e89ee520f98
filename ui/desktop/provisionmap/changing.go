package provisionmap

import (
	"context"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// The screens that belong to the map and stand elsewhere.
const (
	screenReview = "groupreview"
	screenTicks  = "ticksheet"
	screenStaff  = "staffweek"
	screenEffect = "effect"
	screenUnmet  = "unmet"
)

// New begins an intervention.
func (s *Screen) New() {
	if !s.n.Shell.Allows(access.Provide) {
		return
	}
	if s.model.hidden() {
		s.n.Shell.Say("Names are hidden. Show them with F8 to put something on the map.")
		return
	}
	s.openForm("new", provision.Intervention{}, nil)
}

// change opens the current intervention.
func (s *Screen) change() {
	if r := s.current(); r != nil && s.mayChange() {
		s.openForm("change/"+r.ID, r.Intervention, placements(r))
	}
}

// duplicate begins another intervention like the current one, without its pupils.
func (s *Screen) duplicate() {
	r := s.current()
	if r == nil || !s.mayChange() {
		return
	}
	i := r.Intervention
	i.ID, i.By, i.Bought = "", "", nil
	i.Name += ", another"
	s.openForm("like/"+r.ID, i, nil)
}

func (s *Screen) openForm(name string, i provision.Intervention, placed []provision.Placement) {
	f, err := s.newForm(i, placed)
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.openSheet(name, f.Sheet, func() {
		if i.ID == "" {
			s.n.Shell.Changed()
			s.changed()
			s.goToKept()
			s.n.Shell.Say("It is on the map. P puts pupils in it.")
			return
		}
		s.did("The intervention is kept. Ctrl+Z takes it back.")
	})
}

// goToKept goes to the intervention that was kept last.
func (s *Screen) goToKept() {
	if s.n.Shell.Screen() != shell.Screen(s) {
		return // the page of the first intervention was opened anew
	}
	s.goTo(s.model.memory.Current)
	s.Focus()
}

// did shows the records after a change and says what it did.
func (s *Screen) did(words string) {
	s.n.Shell.Changed()
	s.changed()
	s.Focus()
	s.n.Shell.Say(words)
}

// try makes a change that needs no form, and says what it did or why it could not.
func (s *Screen) try(do func(ctx context.Context) error, words string) {
	if err := do(context.Background()); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.did(words)
}

// remove takes the current intervention away; the row after it is the current one then.
func (s *Screen) remove() {
	r := s.current()
	if r == nil {
		return
	}
	words := "The intervention is gone"
	if n := len(r.Placed); n > 0 {
		words += ", with " + wording.Count(n, "place") + " in it"
	}
	row := s.grid.Current()
	for _, near := range []int{row + 1, row - 1} {
		if next := s.model.at(near).row; next != nil {
			s.model.memory.Current = next.ID
			break
		}
	}
	s.try(func(ctx context.Context) error { return s.n.Desk.RemoveIntervention(ctx, r.ID) }, words+". Ctrl+Z brings it back.")
}

// endPlace ends a pupil's place today.
func (s *Screen) endPlace(p desk.MapPlace) {
	s.try(func(ctx context.Context) error {
		ended := p.Placement
		ended.Ends = s.n.Desk.Today()
		_, err := s.n.Desk.SavePlacement(ctx, ended)
		return err
	}, "The place ends today. Change the place says why, and Ctrl+Z takes it back.")
}

// placeNow gives a pupil who waits a place from today.
func (s *Screen) placeNow(p desk.MapPlace) {
	s.try(func(ctx context.Context) error {
		placed := p.Placement
		placed.Waiting, placed.Starts = false, s.n.Desk.Today()
		_, err := s.n.Desk.SavePlacement(ctx, placed)
		return err
	}, "The pupil is in it from today. Ctrl+Z takes it back.")
}

// takeOut takes a pupil out as if they had never been in it.
func (s *Screen) takeOut(p desk.MapPlace) {
	s.try(func(ctx context.Context) error { return s.n.Desk.RemovePlacement(ctx, p.ID) },
		"The pupil was taken out, with what was kept of the place. Ctrl+Z brings it back.")
}

func (s *Screen) toPupil(id string) { s.n.Shell.Go(shell.To("pupil", id)) }

// review goes to the review of the current intervention's group.
func (s *Screen) review() {
	if r := s.current(); r != nil && s.n.Shell.Opens(screenReview) {
		s.n.Shell.Go(shell.To(screenReview, desk.InterventionArg(r.ID)))
	}
}

// tickSheet goes to the week's tick-sheet of the current intervention.
func (s *Screen) tickSheet() {
	if r := s.current(); r != nil && s.n.Shell.Opens(screenTicks) {
		s.n.Shell.Go(shell.To(screenTicks, r.ID))
	}
}

// rowItems is what is done now and then with the current intervention.
func (s *Screen) rowItems() []parts.Item {
	return []parts.Item{
		{Words: "Another one like it", Key: "D", Do: s.duplicate},
		{Words: "Split into two groups", Do: s.split},
		{Words: "Join with another group", Do: s.join},
		{Words: "Take away", Key: "Delete", Do: s.remove},
	}
}
