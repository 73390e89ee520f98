package people

import (
	"net/mail"
	"strings"
	"time"

	"needsbook/app/day"
)

// State is how far a person has come.
type State string

// An invited person cannot sign in yet, a closed one no longer.
const (
	Invited State = "invited"
	Active  State = "active"
	Closed  State = "closed"
)

// Person is somebody who signs in at the hub. What proves that it is them is kept in
// credentials and identities, never here.
type Person struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"`
	Email   string    `json:"email"`            // in small letters; to write to, and to find a password by; it proves nothing
	School  string    `json:"school,omitempty"` // the URN of the school where they work: they do not vote on it
	State   State     `json:"state"`
	Grants  []Grant   `json:"grants"`
	Created time.Time `json:"created"`
	Closed  time.Time `json:"closed,omitzero"`
}

// Gone is the name of somebody whose account was emptied.
const Gone = "Somebody who left"

// Emptied returns the account as it is kept once its time is over: a number, that it is
// closed, and since when. What the person said and did in a panel stands in its book.
func (p Person) Emptied() Person {
	return Person{ID: p.ID, Name: Gone, State: Closed, Created: p.Created, Closed: p.Closed}
}

// LeftBy reports whether a person has had no account for a time that ended before a
// moment: closed, or invited and never come.
func (p Person) LeftBy(moment time.Time) bool {
	switch p.State {
	case Closed:
		return p.Closed.Before(moment)
	case Invited:
		return p.Created.Before(moment)
	}
	return false
}

// Level is how wide a place is.
type Level string

// Levels of a place.
const (
	HubLevel      Level = "hub"
	CountyLevel   Level = "county"
	DistrictLevel Level = "district"
	ClusterLevel  Level = "cluster"
	SchoolLevel   Level = "school"
)

// Place is where something is done: as much as is known of it. The zero Place is the
// hub itself.
type Place struct {
	School   string `json:"school,omitempty"` // URN
	Cluster  string `json:"cluster,omitempty"`
	District string `json:"district,omitempty"`
	County   string `json:"county,omitempty"`
}

// Grant is a role at a place for a time.
type Grant struct {
	Role  Role     `json:"role"`
	Level Level    `json:"level"`
	Ref   string   `json:"ref,omitempty"` // a URN, a cluster's code, a district's or county's name; none for the hub
	From  day.Date `json:"from,omitzero"` // first day; none for always
	To    day.Date `json:"to,omitzero"`   // last day; none while it lasts
}

// Holds reports whether a day lies within the grant.
func (g Grant) Holds(on day.Date) bool {
	return !on.Before(g.From) && (g.To.IsZero() || !on.After(g.To))
}

// Ended reports whether the grant's last day is over.
func (g Grant) Ended(on day.Date) bool { return !g.To.IsZero() && g.To.Before(on) }

// String is the grant as the record of changes has it, such as "chair cluster KENT-07".
func (g Grant) String() string {
	return strings.TrimSpace(string(g.Role) + " " + string(g.Level) + " " + g.Ref)
}

// Covers reports whether a place lies within the grant's.
func (g Grant) Covers(at Place) bool {
	if g.Level == HubLevel {
		return true
	}
	within := map[Level]string{CountyLevel: at.County, DistrictLevel: at.District, ClusterLevel: at.Cluster, SchoolLevel: at.School}
	return g.Ref != "" && within[g.Level] == g.Ref
}

// Current returns the grants that hold on a day; none of a person who cannot sign in.
func (p Person) Current(on day.Date) []Grant {
	var held []Grant
	if p.State != Active {
		return nil
	}
	for _, g := range p.Grants {
		if g.Holds(on) {
			held = append(held, g)
		}
	}
	return held
}

// Has reports whether a person holds a role anywhere on a day.
func (p Person) Has(role Role, on day.Date) bool {
	for _, g := range p.Current(on) {
		if g.Role == role {
			return true
		}
	}
	return false
}

// ValidEmail reports whether s is one e-mail address in small letters, and nothing else.
func ValidEmail(s string) bool {
	a, err := mail.ParseAddress(s)
	return err == nil && a.Address == s && len(s) <= 254 && s == strings.ToLower(s)
}
