package requests

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// pupils are the pupils of a group, each with how the consent stands and what this pupil
// needs of the help.
func (d *writingDesk) pupils() fyne.CanvasObject {
	box := parts.Column(parts.Between)
	find := wording.NewPupilChoice(nil, nil)
	find.OnChosen = func(id string) {
		find.SetChosen("")
		d.try(d.setPupils(func(ids []string) []string { return append(ids, id) }))
	}
	find.PlaceHolder = "Add a pupil: three letters of the name"
	d.first["pupils"] = func() fyne.Focusable { return find }
	d.list("pupils", func() any { return d.p.m.standings() }, func() {
		box.Objects = nil
		for _, s := range d.p.m.standings() {
			box.Add(d.pupilRow(s))
		}
		if len(box.Objects) == 0 {
			box.Add(parts.NewProse("No pupil is in the group yet. Those whom the help is for will stand here.", parts.QuietText))
		}
		box.Refresh()
		options, err := wording.PupilOptions(d.p.m.desk, false, func(e *register.Entry) bool {
			return slices.ContainsFunc(d.p.m.pupils, func(p member) bool { return p.Pupil == e.ID })
		})
		if err != nil {
			d.p.say(err)
			return
		}
		find.SetOptions(options)
	})
	return parts.Column(parts.Between, box, find)
}

// standing of a pupil in a group.
type pupilStanding struct {
	pupil, name, note string
	words             string
	state             parts.State
}

// standings are the pupils of a group with how their consent stands, in words.
func (m *model) standings() []pupilStanding {
	var out []pupilStanding
	for _, p := range m.pupils {
		s := pupilStanding{pupil: p.Pupil, name: p.entry.Name(), note: p.Note, words: "No " + m.desk.Terms().Label("consent") + " yet", state: parts.Overdue}
		for _, f := range m.draft.Facts.Members {
			if f.ID == p.Pupil {
				s.words, s.state = m.consentOf(f)
			}
		}
		out = append(out, s)
	}
	return out
}

// consentOf says how the consent of a pupil of a group stands.
func (m *model) consentOf(f funding.Member) (string, parts.State) {
	word := capital(m.desk.Terms().Label("consent"))
	for _, g := range m.draft.Result.Gates {
		if g.Pupil == f.ID && g.FixRoute == "pupil/consent" && !g.OK {
			return g.Why, parts.Overdue
		}
	}
	switch c := f.Consent; {
	case !c.Withdrawn.IsZero():
		return word + " was withdrawn on " + c.Withdrawn.Words(), parts.Overdue
	case c.On.IsZero():
		return "No " + m.desk.Terms().Label("consent") + " yet", parts.Overdue
	default:
		return word + " of " + c.On.Words(), parts.Done
	}
}

func (d *writingDesk) pupilRow(s pupilStanding) fyne.CanvasObject {
	links := parts.Flow(parts.Groups,
		parts.NewLink("What this pupil needs", func() { d.askNote(s) }),
		parts.NewLink(capital(d.p.m.desk.Terms().Label("consent")), func() {
			d.p.remember("")
			d.p.n.Shell.Go(shell.To("pupil", s.pupil, "consent"))
		}),
		parts.NewLink("Remove", func() {
			d.try(d.setPupils(func(ids []string) []string {
				return slices.DeleteFunc(ids, func(id string) bool { return id == s.pupil })
			}))
		}))
	column := parts.Column(0, parts.Flow(parts.Between, parts.NewText(s.name, parts.Strong),
		parts.NewText(s.state.Shape()+" "+s.words, parts.TextStyle{Size: parts.Quiet.Size, Colour: s.state.Colour()})))
	if s.note != "" {
		column.Add(parts.NewProse(s.note, parts.Plain))
	}
	column.Add(links)
	return column
}

// setPupils changes who is in the group.
func (d *writingDesk) setPupils(change func([]string) []string) error {
	var ids []string
	for _, p := range d.p.m.pupils {
		ids = append(ids, p.Pupil)
	}
	if err := d.p.m.desk.SetRequestPupils(context.Background(), d.p.m.number, change(ids)); err != nil {
		return err
	}
	return d.p.m.load()
}

// askNote asks what one pupil needs of the help.
func (d *writingDesk) askNote(s pupilStanding) {
	note := filledNotes("What this pupil needs of it", s.note, 3)
	form := sheet.New(s.name, "Keep", func() error {
		if err := d.p.m.desk.SetRequestNote(context.Background(), d.p.m.number, s.pupil, strings.TrimSpace(note.Text)); err != nil {
			return err
		}
		return d.p.m.load()
	})
	form.Add("note", "Needs of it", note, "")
	d.p.ask(form)
}

// provision are the rows of the provision map that the group asks for.
func (d *writingDesk) provision() fyne.CanvasObject {
	m := d.p.m
	picks := newPicker("Its name, or a few letters of it", 60, func() {})
	d.first["interventions"] = func() fyne.Focusable { return picks.field }
	d.list("interventions", func() any { return fmt.Sprint(m.request().Interventions, len(m.pupils)) }, func() {
		options, err := interventionOptions(m.desk, m.pupilIDs())
		if err != nil {
			d.p.say(err)
			return
		}
		picks.changed = func() {}
		picks.chosen = slices.Clone(m.request().Interventions)
		picks.offer(options)
		picks.changed = func() {
			chosen := slices.Clone(picks.chosen)
			d.try(m.change(func(r *desk.Request) { r.Interventions = chosen }))
		}
	})
	return picks
}

func (m *model) pupilIDs() []string {
	var ids []string
	for _, p := range m.pupils {
		ids = append(ids, p.Pupil)
	}
	return ids
}

// partners are the schools that share, with what each puts in.
func (d *writingDesk) partners() fyne.CanvasObject {
	m := d.p.m
	l := &rows{d: d, name: "partners", add: "Add a school", empty: "The request is from this school alone. Another school that shares will stand here with its part of the cost.",
		count: func() int { return len(m.request().Partners) },
		row: func(place int) (string, string) {
			s := m.request().Partners[place]
			name := s.Name
			if s.Lead {
				name += " (leads)"
			}
			return name, fmt.Sprintf("URN %s. %s take part. Pays itself: %s.", orNone(s.URN), wording.Count(s.Pupils, "pupil"), s.Pays.Words())
		},
		ask: d.askPartner,
		remove: func(place int) error {
			return m.change(func(r *desk.Request) { r.Partners = slices.Delete(r.Partners, place, place+1) })
		}}
	return l.put(func() any { return m.request().Partners })
}

// askPartner asks for a school that shares. The first school that is added brings the own
// one along, so that both have their part.
func (d *writingDesk) askPartner(place int) {
	m := d.p.m
	var s funding.Partner
	if list := m.request().Partners; place < len(list) {
		s = list[place]
	}
	name, urn := filledField("", s.Name), filledField("100000", s.URN)
	pupils, pays := parts.NewNumberField(0, 500), filledMoney(s.Pays)
	if s.Pupils > 0 {
		pupils.SetValue(s.Pupils)
	}
	lead := parts.NewCheck("This school leads", s.Lead, nil)
	form := sheet.New("A school that shares", "Keep", func() (err error) {
		made := funding.Partner{Name: strings.TrimSpace(name.Text), URN: strings.TrimSpace(urn.Text), Lead: lead.Ticked}
		if made.Pupils, err = pupils.Value(); err != nil {
			return &desk.Refusal{Field: "pupils", Words: "Write a whole number from 0 to 500."}
		}
		if made.Pays, err = pounds("pays", pays); err != nil {
			return err
		}
		if err := funding.CheckPartner(made); err != nil {
			return &desk.Refusal{Field: partnerField(made), Words: err.Error()}
		}
		return m.change(func(r *desk.Request) { r.Partners = withPartner(r.Partners, place, made, m.ownSchool()) })
	})
	form.Add("name", "School", name, "")
	form.Add("urn", "URN", urn, "")
	form.Add("pupils", "Its pupils who take part", pupils, "")
	form.Add("pays", "Pays itself in a year", pays, "")
	form.Add("lead", "", lead, "")
	d.p.ask(form)
}

// ownSchool is this school as one of those that share: it leads until another does.
func (m *model) ownSchool() funding.Partner {
	s := m.desk.School()
	return funding.Partner{Name: s.Name, URN: s.URN, Pupils: len(m.pupils), Lead: true}
}

// withPartner puts a school among those that share. One leads alone, and the own school
// stands first once another is there.
func withPartner(list []funding.Partner, place int, made, own funding.Partner) []funding.Partner {
	if len(list) == 0 && made.Name != own.Name {
		list, place = []funding.Partner{own}, 1
	}
	if made.Lead {
		for i := range list {
			list[i].Lead = false
		}
	}
	return put(list, place, made)
}

// partnerField names the field that is wrong in a school which was refused.
func partnerField(p funding.Partner) string {
	switch {
	case p.Name == "":
		return "name"
	case funding.CheckPartner(funding.Partner{Name: p.Name, Pupils: p.Pupils, Pays: p.Pays}) == nil:
		return "urn"
	case funding.CheckPartner(funding.Partner{Name: p.Name, Pupils: p.Pupils}) == nil:
		return "pays"
	}
	return "pupils"
}
