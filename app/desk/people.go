package desk

import (
	"context"
	"slices"

	"needsbook/app/access"
	"needsbook/app/day"
)

// settingPeople lists who may open the file beside the SENCO.
const settingPeople = "people"

// Person is somebody beside the SENCO who may open the file with a passphrase of their
// own.
type Person struct {
	ID    string      `json:"id"` // of the passphrase in the file
	Name  string      `json:"name"`
	Role  access.Role `json:"role"`
	Money bool        `json:"money,omitempty"` // a reader who may see money
	Since day.Date    `json:"since"`
	Lost  bool        `json:"-"` // no passphrase of theirs opens the file
}

// withoutName is what somebody is called whose passphrase opens the file though the
// file does not say who they are, as after a restore.
const withoutName = "Somebody the list does not name"

// openedWith is the id of the passphrase that opened the file: "" for the SENCO's,
// "recovery" for the printed key.
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
		p := people[at]
		d.seat = access.Seat{ID: id, Name: p.Name, Role: p.Role, Money: p.Money}
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
