package door

import (
	"context"
	"net/http"
	"time"

	"needsbook/app/cluster/people"
	"needsbook/app/day"
	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub/layout"
)

// personPage is one person with what may be changed about them.
type personPage struct {
	listedPerson
	Held    []heldGrant
	Past    []string
	Since   string
	Ways    []string
	Seen    string // when they were last here, of a session that is still kept
	Own     bool   // whether it is the visitor's own page, where nothing can be changed
	Closed  bool
	Invited bool
	Grant   grantForm
	Faults  map[string]string
}

// heldGrant is a role that can be taken.
type heldGrant struct {
	Words, Role, Place string
}

// keptPerson looks up the person whom an address names, if the visitor keeps them.
func (d *Door) keptPerson(ctx context.Context, v Visitor, id string) (p people.Person, err error) {
	err = d.read(ctx, func(in inbox.Reader) error {
		if p, err = in.Person(id); err != nil {
			return err
		}
		ok, err := d.keepsAll(in, v, p)
		if err == nil && !ok {
			err = inbox.ErrNotFound
		}
		return err
	})
	return p, err
}

func (d *Door) getPerson(w http.ResponseWriter, r *http.Request, v Visitor) {
	d.showPerson(w, r, v, r.PathValue("person"), grantForm{}, nil)
}

// changedWords say what was just done to a person, by the mark in the address.
var changedWords = map[string]string{
	"grant": "The role was given. It holds at once, in open sessions too.",
	"take":  "The role was taken. That holds at once, in open sessions too.",
	"close": "This person can no longer sign in. Their sessions have ended.",
}

func (d *Door) showPerson(w http.ResponseWriter, r *http.Request, v Visitor, id string, f grantForm, wrong []layout.Fault) {
	p, err := d.keptPerson(r.Context(), v, id)
	if err != nil {
		d.noPerson(w, v, err)
		return
	}
	page := personPage{Grant: f, Own: p.ID == v.ID, Closed: p.State == people.Closed, Invited: p.State == people.Invited, Since: p.Created.Format(dayForm), Faults: map[string]string{}}
	for _, one := range wrong {
		page.Faults[one.Field] = one.Words
	}
	err = d.read(r.Context(), func(in inbox.Reader) error {
		if page.listedPerson, err = d.listed(in, p); err != nil {
			return err
		}
		if err := d.addWays(in, p, &page); err != nil {
			return err
		}
		return d.choices(in, v, &page.Grant)
	})
	if err != nil {
		d.fault(w, err)
		return
	}
	today := day.On(d.now())
	for _, g := range p.Grants {
		if g.Ended(today) {
			page.Past = append(page.Past, grantWords(g)+", until "+g.To.Words())
		} else {
			page.Held = append(page.Held, heldGrant{grantWords(g) + daysOf(g, today), string(g.Role), string(g.Level) + " " + g.Ref})
		}
	}
	d.show(w, statusOf(wrong), "person", d.page(v, layout.Page{Title: p.Name, Where: d.Inbox.Name, Wrong: wrong, Body: page,
		Done: changedWords[r.URL.Query().Get("done")], Back: []layout.Link{{To: "/people", Words: "People"}}}))
}

// addWays says how somebody signs in, and when they were last here.
func (d *Door) addWays(in inbox.Reader, p people.Person, page *personPage) error {
	ways, err := d.waysIn(in, p.ID)
	if err != nil {
		return err
	}
	for _, way := range ways {
		switch way.Kind {
		case people.Password:
			page.Ways = append(page.Ways, "password and telephone")
		case people.Passkey:
			page.Ways = append(page.Ways, "passkey")
		default:
			page.Ways = append(page.Ways, "account elsewhere")
		}
	}
	sessions, err := in.Sessions(p.ID)
	var last time.Time
	for _, s := range sessions {
		if s.Seen.After(last) {
			last = s.Seen
		}
	}
	if !last.IsZero() {
		page.Seen = last.Format(dayForm)
	}
	return err
}

// noPerson answers where there is nobody whom the visitor keeps.
func (d *Door) noPerson(w http.ResponseWriter, v Visitor, err error) {
	if ignoreMissing(err) == nil {
		d.Refuse(w, v, people.KeepPeople)
		return
	}
	d.fault(w, err)
}

// changePerson makes a change to a person whom the visitor keeps, and shows them.
func (d *Door) changePerson(w http.ResponseWriter, r *http.Request, v Visitor, done string, change func(p people.Person) error) {
	p, err := d.keptPerson(r.Context(), v, r.PathValue("person"))
	if err != nil {
		d.noPerson(w, v, err)
		return
	}
	if err := change(p); err != nil {
		_, f, _ := typedGrant(r)
		d.notDone(w, err, func(wrong []layout.Fault) { d.showPerson(w, r, v, p.ID, f, wrong) })
		return
	}
	to := "/people/" + p.ID + "?done=" + done
	if after, err := d.keptPerson(r.Context(), v, p.ID); err != nil || after.ID == "" {
		to = "/people" // they belong to somebody else now
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

func (d *Door) postGrant(w http.ResponseWriter, r *http.Request, v Visitor) {
	d.changePerson(w, r, v, "grant", func(p people.Person) error {
		g, _, wrong := typedGrant(r)
		if wrong != nil {
			return refused(wrong[0].Words)
		}
		if err := d.read(r.Context(), func(in inbox.Reader) error { return d.within(in, v, g) }); err != nil {
			return err
		}
		_, err := d.Inbox.Grant(r.Context(), inbox.Actor(v.ID), p.ID, g)
		return err
	})
}

func (d *Door) postTake(w http.ResponseWriter, r *http.Request, v Visitor) {
	d.changePerson(w, r, v, "take", func(p people.Person) error {
		_, err := d.Inbox.Take(r.Context(), inbox.Actor(v.ID), p.ID, grantOfPlace(r.PostFormValue("role"), r.PostFormValue("place")))
		return err
	})
}

// sure is asked for where nothing can be taken back.
const sure = refused("Tick the box first, since this cannot be taken back. Nothing was changed.")

func (d *Door) postClose(w http.ResponseWriter, r *http.Request, v Visitor) {
	d.changePerson(w, r, v, "close", func(p people.Person) error {
		if r.PostFormValue("sure") == "" {
			return sure
		}
		_, err := d.Inbox.ClosePerson(r.Context(), inbox.Actor(v.ID), p.ID)
		return err
	})
}

func (d *Door) postInviteAgain(w http.ResponseWriter, r *http.Request, v Visitor) {
	d.inviteAnew(w, r, v, func(p people.Person) (inbox.Invitation, error) {
		return d.Inbox.InviteAgain(r.Context(), inbox.Actor(v.ID), p.ID, d.Random)
	})
}

func (d *Door) postReset(w http.ResponseWriter, r *http.Request, v Visitor) {
	d.inviteAnew(w, r, v, func(p people.Person) (inbox.Invitation, error) {
		if r.PostFormValue("sure") == "" {
			return inbox.Invitation{}, sure
		}
		return d.Inbox.ResetPerson(r.Context(), inbox.Actor(v.ID), p.ID, d.Random)
	})
}

// inviteAnew makes a new invitation for a person whom the visitor keeps, and shows it.
func (d *Door) inviteAnew(w http.ResponseWriter, r *http.Request, v Visitor, invite func(people.Person) (inbox.Invitation, error)) {
	p, err := d.keptPerson(r.Context(), v, r.PathValue("person"))
	if err != nil {
		d.noPerson(w, v, err)
		return
	}
	made, err := invite(p)
	if err != nil {
		d.notDone(w, err, func(wrong []layout.Fault) { d.showPerson(w, r, v, p.ID, grantForm{}, wrong) })
		return
	}
	d.showInvitation(w, r, v, made)
}
