package provisionmap

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/wording"
)

// adding is the form that puts pupils into an intervention: three letters find each,
// and what all would bear follows at the foot.
type adding struct {
	*sheet.Sheet
	s      *Screen
	row    desk.MapRow
	find   *parts.Choice
	chosen *chosen
	from   *parts.DateField
	wait   *parts.Check
	cost   *costFoot
}

// addPupils opens the form for the current intervention.
func (s *Screen) addPupils() {
	r := s.current()
	if r == nil {
		s.n.Shell.Say("Go to an intervention first; P then puts pupils in it.")
		return
	}
	if !s.mayChange() {
		return
	}
	a, err := s.newAdding(*r)
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.openSheet("add/"+r.ID, a.Sheet, func() { s.did(a.done()) })
}

func (s *Screen) newAdding(r desk.MapRow) (*adding, error) {
	a := &adding{s: s, row: r, from: parts.NewDateField(s.n.Desk.Today), cost: newCostFoot()}
	options, err := s.pupilOptions(&r)
	if err != nil {
		return nil, err
	}
	a.find = wording.NewPupilChoice(options, a.take)
	a.chosen = newChosen(s, a.try)
	a.from.SetValue(s.n.Desk.Today())
	if r.Starts.After(s.n.Desk.Today()) {
		a.from.SetValue(r.Starts)
	}
	a.from.OnChange = func(string) { a.try() }
	a.wait = parts.NewCheck("They wait for a place", false, func(bool) { a.try() })
	a.Sheet = sheet.New("Add pupils to "+s.model.name(&r), "Put them in", a.keep)
	a.Add("pupil", "Pupil", a.find, "Enter takes the one that is found; then the next three letters.")
	a.Add("chosen", "To be put in", a.chosen, "")
	a.Add("starts", "From", a.from, "")
	a.Add("waiting", "", a.wait, "A place that is waited for costs nothing yet, and counts as unmet need.")
	a.Pin(a.cost.object)
	a.try()
	return a, nil
}

// pupilOptions are the pupils on roll who are not in an intervention now.
func (s *Screen) pupilOptions(r *desk.MapRow) ([]parts.Option, error) {
	in := map[string]bool{}
	if r != nil {
		for _, p := range r.Placed {
			in[p.Pupil] = p.Ends.IsZero() || !p.Ends.Before(s.n.Desk.Today())
		}
	}
	return wording.PupilOptions(s.n.Desk, s.model.hidden(), func(e *register.Entry) bool { return in[e.ID] })
}

// take puts a pupil who was chosen among those to be put in, and clears the line for
// the next.
func (a *adding) take(pupil string) {
	if pupil == "" {
		return
	}
	a.chosen.add(pupil)
	a.find.SetChosen("")
}

// typed are the placements as they would be.
func (a *adding) typed() []provision.Placement {
	from, _ := a.from.Value()
	placed := placements(&a.row)
	for n, pupil := range a.chosen.pupils {
		placed = append(placed, provision.Placement{ID: "new " + strconv.Itoa(n), Pupil: pupil, Intervention: a.row.ID, Starts: from, Waiting: a.wait.Ticked})
	}
	return placed
}

// try shows what all would bear.
func (a *adding) try() {
	if _, err := a.from.Value(); err != nil {
		a.cost.cannot(&desk.Refusal{Field: "starts", Words: "This is not a date."})
		return
	}
	row, err := a.s.n.Desk.TryIntervention(context.Background(), a.row.Intervention, a.typed())
	if err != nil {
		a.cost.cannot(err)
		return
	}
	a.cost.show(&row, a.s.model)
}

func (a *adding) keep() error {
	from, err := sheet.Day("starts", a.from)
	if err != nil {
		return err
	}
	if a.wait.Ticked {
		return a.s.n.Desk.AwaitPlaces(context.Background(), a.row.ID, a.chosen.pupils, from)
	}
	return a.s.n.Desk.Place(context.Background(), a.row.ID, a.chosen.pupils, from)
}

func (a *adding) done() string {
	n := wording.Count(len(a.chosen.pupils), "pupil")
	if a.wait.Ticked {
		return n + " on the waiting list. Ctrl+Z takes it back."
	}
	return n + " put in. Ctrl+Z takes it back."
}

// placements are those of a row as they are kept.
func placements(r *desk.MapRow) []provision.Placement {
	out := make([]provision.Placement, 0, len(r.Placed)+6)
	for _, p := range r.Placed {
		out = append(out, p.Placement)
	}
	return out
}

// chosen shows pupils who were chosen, each as a chip that takes them out again.
type chosen struct {
	fieldOf
	s       *Screen
	pupils  []string
	changed func()
}

func newChosen(s *Screen, changed func()) *chosen {
	c := &chosen{s: s, changed: changed}
	c.body = parts.Flow(parts.Between)
	c.ExtendBaseWidget(c)
	c.show()
	return c
}

// add adds a pupil, unless they are among them.
func (c *chosen) add(pupil string) {
	if !slices.Contains(c.pupils, pupil) {
		c.pupils = append(c.pupils, pupil)
	}
	c.show()
	c.changed()
}

func (c *chosen) remove(pupil string) {
	c.pupils = slices.DeleteFunc(c.pupils, func(p string) bool { return p == pupil })
	c.show()
	c.changed()
}

func (c *chosen) show() {
	c.body.Objects = nil
	for _, pupil := range c.pupils {
		words := "A pupil"
		if e, err := c.s.n.Desk.Entry(pupil); err == nil {
			words = wording.Name(e, c.s.model.hidden())
		}
		c.body.Objects = append(c.body.Objects, parts.NewButton(words, func() { c.remove(pupil) }).WithKey("✕"))
	}
	if len(c.pupils) == 0 {
		c.body.Objects = []fyne.CanvasObject{parts.NewText("nobody yet", parts.QuietText)}
	}
	c.Refresh()
}

// DraftWords lists who was chosen.
func (c *chosen) DraftWords() string { return strings.Join(c.pupils, " ") }

// RestoreWords takes up what DraftWords wrote.
func (c *chosen) RestoreWords(words string) {
	c.pupils = slices.DeleteFunc(strings.Fields(words), func(id string) bool {
		_, err := c.s.n.Desk.Entry(id)
		return err != nil
	})
	c.show()
	c.changed()
}

// OnTyped does nothing: nothing is typed here.
func (c *chosen) OnTyped(func(), func()) {}
