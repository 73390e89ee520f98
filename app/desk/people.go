package desk

import (
	"context"
	"errors"
	"slices"
	"strings"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/journal"
)

// settingPeople lists who may open the file beside the SENCO.
const settingPeople = "people"

// MostPeople is how many people beside the SENCO can have a passphrase of their own.
const MostPeople = 4

// Person is somebody beside the SENCO who may open the file with a passphrase of their
// own.
type Person struct {
	ID    string      `json:"id"` // of the passphrase in the file
	Name  string      `json:"name"`
	Role  access.Role `json:"role"`
	Money bool        `json:"money,omitempty"` // a reader who may see money
	Since day.Date    `json:"since"`
	Lost  bool        `json:"-"` // no passphrase of theirs opens the file, as after a restore
}

// Seat is what the person may do.
func (p Person) Seat() access.Seat {
	return access.Seat{ID: p.ID, Name: p.Name, Role: p.Role, Money: p.Money}
}

// withoutName is what somebody is called whose passphrase opens the file though the
// file does not say who they are, as after a restore.
const withoutName = "Somebody the list does not name"

// openedWith is the id of the passphrase that opened the file: "" for the SENCO's,
// openedByRecovery for the printed key.
func (d *Desk) openedWith() string {
	if k, is := d.store.(interface{ OpenedWith() string }); is {
		return k.OpenedWith()
	}
	return ""
}

// openedByRecovery is what a file says that was opened with the printed key.
const openedByRecovery = "recovery"

// readSeat finds out who opened the file. A passphrase that the list does not name may
// only read.
func (d *Desk) readSeat(ctx context.Context) error {
	id := d.openedWith()
	if id == "" || id == openedByRecovery {
		d.seat = access.Seat{Role: access.SENCO}
		return nil
	}
	people, err := d.listed(ctx)
	if err != nil {
		return err
	}
	d.seat = access.Seat{ID: id, Name: withoutName, Role: access.Reader}
	if at := slices.IndexFunc(people, func(p Person) bool { return p.ID == id }); at >= 0 {
		d.seat = people[at].Seat()
	}
	d.options.By = d.seat.Name
	d.veil()
	return nil
}

// listed reads the list of people as the file keeps it.
func (d *Desk) listed(ctx context.Context) ([]Person, error) {
	var people []Person
	_, err := readNamed(ctx, d.store, kindSetting, settingPeople, &people)
	return people, err
}

// People returns who may open the file beside the SENCO: the list, and after it
// passphrases that the list does not name. Both can part when a backup is restored.
func (d *Desk) People(ctx context.Context) ([]Person, error) {
	people, err := d.listed(ctx)
	if err != nil {
		return nil, err
	}
	keys := d.Keeper().Keys()
	for i, p := range people {
		people[i].Lost = !slices.Contains(keys, p.ID)
		keys = slices.DeleteFunc(slices.Clone(keys), func(id string) bool { return id == p.ID })
	}
	for _, id := range keys {
		people = append(people, Person{ID: id, Name: withoutName, Role: access.Reader})
	}
	return people, nil
}

// checked refuses a person whose name or role is not fit.
func (p Person) checked(among []Person) (Person, error) {
	p.Name = strings.Join(strings.Fields(p.Name), " ")
	switch {
	case p.Name == "":
		return p, refuse("name", "Enter the person's name. It stands in the history beside what they do.")
	case strings.EqualFold(p.Name, "SENCO"):
		return p, refuse("name", "SENCO stands in the history for you. Enter the person's own name.")
	case p.Role != access.Helper && p.Role != access.Reader:
		return p, refuse("role", "Choose what the person may do: helper or read-only. There is one SENCO in a file.")
	case slices.ContainsFunc(among, func(o Person) bool { return o.ID != p.ID && strings.EqualFold(o.Name, p.Name) }):
		return p, refuse("name", "There is a person of that name already. Add something that tells them apart.")
	}
	p.Money = p.Money && p.Role == access.Reader
	return p, nil
}

// AddPerson lets one more person open the file with a passphrase of their own. Undo does
// not take it back.
func (d *Desk) AddPerson(ctx context.Context, p Person, passphrase string) (Person, error) {
	if err := d.allow(access.ManagePeople); err != nil {
		return Person{}, err
	}
	people, err := d.People(ctx)
	if err != nil {
		return Person{}, err
	}
	if p, err = p.checked(people); err != nil {
		return Person{}, err
	}
	if len(d.Keeper().Keys()) >= MostPeople {
		return Person{}, refuse("name", "Four people beside you can open a file. Take one away first.")
	}
	p.Since = d.Today()
	if p.ID, err = d.Keeper().AddKey(ctx, passphrase); err != nil {
		return Person{}, err
	}
	if err := d.keepPeople(ctx, "Let "+p.Name+" open the file", append(people, p)); err != nil {
		return Person{}, errors.Join(err, d.Keeper().RemoveKey(ctx, p.ID))
	}
	d.copyKeys(ctx)
	return p, nil
}

// ChangePerson changes a person's name, role and whether they see money. It holds from
// when they open the file next.
func (d *Desk) ChangePerson(ctx context.Context, p Person) error {
	if err := d.allow(access.ManagePeople); err != nil {
		return err
	}
	people, err := d.People(ctx)
	if err != nil {
		return err
	}
	if p, err = p.checked(people); err != nil {
		return err
	}
	at := slices.IndexFunc(people, func(o Person) bool { return o.ID == p.ID })
	if at < 0 {
		return errNoPerson
	}
	if p.Since = people[at].Since; p.Since.IsZero() {
		p.Since = d.Today()
	}
	people[at] = p
	if err := d.keepPeople(ctx, "Change what "+p.Name+" may do", people); err != nil {
		return err
	}
	d.copyKeys(ctx)
	return nil
}

// errNoPerson is returned for an id that nobody has.
var errNoPerson = &Refusal{Field: "person", Words: "Nobody of that id may open the file. Nothing was changed."}

// ChangePersonPassphrase gives a person another passphrase. Everybody may change their own.
func (d *Desk) ChangePersonPassphrase(ctx context.Context, id, passphrase string) error {
	people, err := d.People(ctx)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(people, func(p Person) bool { return p.ID == id && !p.Lost }) {
		return errNoPerson
	}
	if err := d.Keeper().ChangeKey(ctx, id, passphrase); err != nil {
		return err
	}
	d.copyKeys(ctx)
	return nil
}

// RemovePerson takes a person's passphrase away: the file gets a new key, so that the
// passphrase opens nothing that is saved from now on. Backups made before still open
// with it.
func (d *Desk) RemovePerson(ctx context.Context, id string) error {
	if err := d.allow(access.ManagePeople); err != nil {
		return err
	}
	people, err := d.People(ctx)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(people, func(p Person) bool { return p.ID == id })
	if at < 0 {
		return errNoPerson
	}
	gone := people[at]
	if !gone.Lost {
		if err := d.Keeper().RemoveKey(ctx, id); err != nil {
			return err
		}
	}
	if err := d.keepPeople(ctx, "Take "+gone.Name+" out of those who may open the file", slices.Delete(people, at, at+1)); err != nil {
		return err
	}
	d.copyKeys(ctx)
	return nil
}

// keepPeople keeps the list as a step that undo steps over: a passphrase cannot be taken
// back by it.
func (d *Desk) keepPeople(ctx context.Context, label string, people []Person) error {
	named := slices.DeleteFunc(slices.Clone(people), func(p Person) bool { return p.Name == withoutName })
	edit, err := putNamed(kindSetting, settingPeople, named)
	if err != nil {
		return err
	}
	return d.doAs(ctx, journal.Fact, label, "", edit)
}
