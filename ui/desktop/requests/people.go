package requests

import (
	"encoding/json"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/funding"
	"needsbook/ui/desktop/parts"
)

// people is a field for those who took part: who, in what capacity, and what interest
// they declared. It is one field of a sheet, and its draft is one line of words.
type people struct {
	compound
	rows  *fyne.Container
	list  []*personRow
	votes bool // whether they decide, so that it is asked who did
	keep  func()
	enter func()
}

type personRow struct {
	name, capacity, interest *parts.Field
	own, voted               *parts.Check
}

// newPeople makes the field with one empty row.
func newPeople(votes bool) *people {
	p := &people{rows: parts.Column(parts.Groups), votes: votes, keep: func() {}, enter: func() {}}
	p.body = parts.Column(parts.Between, p.rows, parts.Row(0, parts.NewLink("Add another person", func() {
		p.add(funding.Person{})
		p.focusLast()
		p.keep()
	})))
	p.ExtendBaseWidget(p)
	p.add(funding.Person{})
	return p
}

func (p *people) add(one funding.Person) {
	r := &personRow{name: filledField("Name", one.Name), capacity: filledField("In what capacity", one.Capacity),
		interest: filledField("Interest that was declared, if any", one.Interest)}
	tick := func(words string, on bool) *parts.Check { return parts.NewCheck(words, on, func(bool) { p.keep() }) }
	r.own, r.voted = tick("From this school", one.OwnSchool), tick("Voted", one.Voted)
	for _, field := range []*parts.Field{r.name, r.capacity, r.interest} {
		field.OnLeft, field.OnPause = func() { p.keep() }, func() { p.keep() }
		field.OnSubmitted = func(string) { p.enter() }
	}
	ticks := parts.Flow(parts.Groups, r.own)
	if p.votes {
		ticks.Add(r.voted)
	}
	p.list = append(p.list, r)
	p.rows.Add(parts.Column(parts.Tight, parts.Halves(1, 1, r.name, r.capacity), r.interest, ticks))
	p.resized()
}

func (p *people) focusLast() { p.focusOn(len(p.list) - 1) }

func (p *people) focusOn(place int) {
	name := p.list[place].name
	if at := parts.CanvasOf(name); at != nil {
		at.Focus(name)
	}
}

// named are the people who were written down.
func (p *people) named() []funding.Person {
	var out []funding.Person
	for _, r := range p.list {
		one := funding.Person{Name: strings.TrimSpace(r.name.Text), Capacity: strings.TrimSpace(r.capacity.Text), Interest: strings.TrimSpace(r.interest.Text),
			OwnSchool: r.own.Ticked, Voted: r.voted.Ticked}
		if one.Name+one.Capacity+one.Interest != "" {
			out = append(out, one)
		}
	}
	return out
}

// DraftWords writes the people in one line.
func (p *people) DraftWords() string {
	list := p.named()
	if len(list) == 0 {
		return ""
	}
	words, err := json.Marshal(list)
	if err != nil {
		return ""
	}
	return string(words)
}

// RestoreWords takes up what DraftWords wrote.
func (p *people) RestoreWords(words string) {
	var list []funding.Person
	if json.Unmarshal([]byte(words), &list) != nil || len(list) == 0 {
		return
	}
	p.list, p.rows.Objects = nil, nil
	for _, one := range list {
		p.add(one)
	}
}

// OnTyped calls keep when a part is left or typing in it rests, and enter on Enter.
func (p *people) OnTyped(keep, enter func()) { p.keep, p.enter = keep, enter }
