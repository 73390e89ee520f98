package door

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"needsbook/app/cluster/people"
	"needsbook/app/day"
	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub/layout"
)

// peopleRoutes are the pages of those who let people in. Each judges for itself whom and
// which places its visitor keeps.
func (d *Door) peopleRoutes() map[string]http.HandlerFunc {
	return map[string]http.HandlerFunc{
		"GET /people":                  d.GuardSomewhere(people.KeepPeople, d.getPeople),
		"POST /people":                 d.GuardSomewhere(people.KeepPeople, d.postPeople),
		"GET /people/{person}":         d.GuardSomewhere(people.KeepPeople, d.getPerson),
		"POST /people/{person}/grant":  d.GuardSomewhere(people.KeepPeople, d.postGrant),
		"POST /people/{person}/take":   d.GuardSomewhere(people.KeepPeople, d.postTake),
		"POST /people/{person}/close":  d.GuardSomewhere(people.KeepPeople, d.postClose),
		"POST /people/{person}/invite": d.GuardSomewhere(people.KeepPeople, d.postInviteAgain),
		"POST /people/{person}/reset":  d.GuardSomewhere(people.KeepPeople, d.postReset),
	}
}

// keeps reports whether a visitor may give and take a role at its place.
func (d *Door) keeps(r inbox.Reader, v Visitor, g people.Grant) (bool, error) {
	at, err := d.placeOf(r, g)
	return err == nil && people.May(v.Person, people.KeepPeople, at, day.On(d.now())), ignoreMissing(err)
}

// keepsAll reports whether a visitor keeps a person: all the roles that they hold.
// Otherwise whoever runs one cluster could shut out those of another.
func (d *Door) keepsAll(r inbox.Reader, v Visitor, p people.Person) (bool, error) {
	none := true
	for _, g := range p.Grants {
		if g.Ended(day.On(d.now())) {
			continue
		}
		none = false
		if ok, err := d.keeps(r, v, g); err != nil || !ok {
			return false, err
		}
	}
	if none { // they belong nowhere now: to whoever runs the whole hub
		return d.keeps(r, v, people.Grant{Level: people.HubLevel})
	}
	return true, nil
}

// placeOf is where a grant lies.
func (d *Door) placeOf(r inbox.Reader, g people.Grant) (at people.Place, err error) {
	switch g.Level {
	case people.HubLevel:
		return at, nil
	case people.CountyLevel:
		return people.Place{County: g.Ref}, nil
	case people.DistrictLevel:
		at.District = g.Ref
		in, err := r.ClustersIn(inbox.DistrictLevel, g.Ref)
		if len(in) > 0 && !slices.ContainsFunc(in, func(c inbox.Cluster) bool { return c.County != in[0].County }) {
			at.County = in[0].County
		}
		return at, err
	case people.SchoolLevel:
		return PlaceOfSchool(r, g.Ref, day.On(d.now()))
	}
	return PlaceOfCluster(r, g.Ref)
}

// PlaceOfSchool is a school in the cluster that is its home on a day.
func PlaceOfSchool(r inbox.Reader, urn string, on day.Date) (at people.Place, err error) {
	home, err := inbox.HomeOn(r, urn, on)
	if err == nil && home != "" {
		at, err = PlaceOfCluster(r, home)
	}
	at.School = urn
	return at, err
}

// listedPerson is one line of the list.
type listedPerson struct {
	people.Person
	Roles  []string
	State  string
	School string
}

// peoplePage is the list with the form to invite somebody.
type peoplePage struct {
	People []listedPerson
	Invite inviteForm
}

// inviteForm is what was typed about somebody new, and what there is to choose from.
type inviteForm struct {
	Name, Email, School string
	grantForm
	Faults map[string]string
}

// grantForm is a role, its place and its last day, and what there is to choose from.
type grantForm struct {
	Role, Place, To string
	Roles           []choice
	Places          []places
}

type choice struct{ Value, Words string }

// places is a group of places of one level.
type places struct {
	Words string
	All   []choice
}

func (d *Door) getPeople(w http.ResponseWriter, r *http.Request, v Visitor) {
	d.showPeople(w, r, v, inviteForm{}, nil)
}

func (d *Door) showPeople(w http.ResponseWriter, r *http.Request, v Visitor, f inviteForm, wrong []layout.Fault) {
	page := peoplePage{Invite: f}
	page.Invite.Faults = map[string]string{}
	for _, one := range wrong {
		page.Invite.Faults[one.Field] = one.Words
	}
	err := d.read(r.Context(), func(in inbox.Reader) error {
		all, err := in.People()
		if err != nil {
			return err
		}
		for _, p := range all {
			keeps, err := d.keepsAll(in, v, p)
			if err != nil {
				return err
			}
			if !keeps {
				continue
			}
			line, err := d.listed(in, p)
			if err != nil {
				return err
			}
			page.People = append(page.People, line)
		}
		return d.choices(in, v, &page.Invite.grantForm)
	})
	if err != nil {
		d.fault(w, err)
		return
	}
	slices.SortStableFunc(page.People, func(a, b listedPerson) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	d.show(w, statusOf(wrong), "people", d.page(v, layout.Page{Title: "People", Where: d.Inbox.Name, Wrong: wrong, Body: page,
		Lead: "Who may sign in here, and what they may do."}))
}

func (d *Door) listed(r inbox.Reader, p people.Person) (line listedPerson, err error) {
	line = listedPerson{Person: p}
	today := day.On(d.now())
	for _, g := range p.Grants {
		if !g.Ended(today) {
			line.Roles = append(line.Roles, grantWords(g)+daysOf(g, today))
		}
	}
	if p.School != "" {
		s, err := r.School(p.School)
		if err := ignoreMissing(err); err != nil {
			return line, err
		}
		line.School = s.Name
	}
	line.State, err = d.stateWords(r, p)
	return line, err
}

// daysOf says when a role begins and ends, where that is not today and never.
func daysOf(g people.Grant, today day.Date) (words string) {
	if g.From.After(today) {
		words = ", from " + g.From.Words()
	}
	if !g.To.IsZero() {
		words += ", until " + g.To.Words()
	}
	return words
}

func (d *Door) stateWords(r inbox.Reader, p people.Person) (string, error) {
	switch p.State {
	case people.Active:
		return "signs in", nil
	case people.Closed:
		return "closed on " + p.Closed.Format(dayForm), nil
	}
	invites, err := r.PersonInvites(p.ID)
	for _, i := range invites {
		if i.Used.IsZero() && d.now().Before(i.Expires) {
			return "invited until " + i.Expires.Format(dayForm), err
		}
	}
	return "their invitation has expired", err
}

// choices fills in the roles, and the places that a visitor keeps.
func (d *Door) choices(r inbox.Reader, v Visitor, f *grantForm) error {
	for _, role := range people.Roles {
		f.Roles = append(f.Roles, choice{string(role), role.Words()})
	}
	clusters, err := r.Clusters()
	if err != nil {
		return err
	}
	groups := []places{{"Everywhere", []choice{{string(people.HubLevel), "The whole hub"}}}, {Words: "Counties"}, {Words: "Districts"}, {Words: "Clusters"}, {Words: "Schools"}}
	add := func(i int, level people.Level, ref, words string) {
		c := choice{string(level) + " " + ref, words}
		if ref != "" && !slices.Contains(groups[i].All, c) {
			groups[i].All = append(groups[i].All, c)
		}
	}
	for _, c := range clusters {
		add(1, people.CountyLevel, c.County, c.County)
		add(2, people.DistrictLevel, c.District, c.District)
		add(3, people.ClusterLevel, c.ID, c.Name+" ("+c.ID+")")
		members, err := r.Members(c.ID, day.On(d.now()))
		if err != nil {
			return err
		}
		for _, s := range members {
			add(4, people.SchoolLevel, s.URN, s.Name)
		}
	}
	for _, g := range groups {
		var kept []choice
		for _, c := range g.All {
			ok, err := d.keeps(r, v, grantOfPlace("", c.Value))
			if err != nil {
				return err
			}
			if ok {
				kept = append(kept, c)
			}
		}
		if len(kept) > 0 {
			f.Places = append(f.Places, places{g.Words, kept})
		}
	}
	return nil
}

// grantOfPlace reads a place as the forms name it, such as "cluster KENT-07".
func grantOfPlace(role, place string) people.Grant {
	level, ref, _ := strings.Cut(place, " ")
	return people.Grant{Role: people.Role(role), Level: people.Level(level), Ref: ref}
}

// typedGrant reads a role from a form.
func typedGrant(r *http.Request) (g people.Grant, f grantForm, wrong []layout.Fault) {
	f = grantForm{Role: r.PostFormValue("role"), Place: r.PostFormValue("place"), To: strings.TrimSpace(r.PostFormValue("to"))}
	g = grantOfPlace(f.Role, f.Place)
	if f.To != "" {
		if err := g.To.UnmarshalText([]byte(f.To)); err != nil {
			wrong = append(wrong, layout.Fault{Field: "to", Words: "Type the last day like 2027-07-31, or leave it out."})
		}
	}
	return g, f, wrong
}

// outside refuses what lies where the visitor keeps nobody.
const outside = refused("You may not give or take roles there. Nothing was changed.")

// postPeople invites somebody.
func (d *Door) postPeople(w http.ResponseWriter, r *http.Request, v Visitor) {
	g, chosen, wrong := typedGrant(r)
	f := inviteForm{Name: r.PostFormValue("name"), Email: r.PostFormValue("email"), School: r.PostFormValue("school"), grantForm: chosen}
	if wrong != nil {
		d.showPeople(w, r, v, f, wrong)
		return
	}
	err := d.read(r.Context(), func(in inbox.Reader) error { return d.within(in, v, g) })
	var made inbox.Invitation
	if err == nil {
		_, f.School, _ = strings.Cut(f.School, " ")
		made, err = d.Inbox.InvitePerson(r.Context(), inbox.Actor(v.ID), people.Person{Name: f.Name, Email: f.Email, School: f.School, Grants: []people.Grant{g}}, d.Random)
	}
	if err != nil {
		d.notDone(w, err, func(wrong []layout.Fault) { d.showPeople(w, r, v, f, wrong) })
		return
	}
	d.showInvitation(w, r, v, made)
}

// within refuses a role at a place that the visitor does not keep.
func (d *Door) within(r inbox.Reader, v Visitor, g people.Grant) error {
	if ok, err := d.keeps(r, v, g); err != nil || ok {
		return err
	}
	return outside
}

// notDone shows a page again with why nothing was done.
func (d *Door) notDone(w http.ResponseWriter, err error, again func([]layout.Fault)) {
	var said inbox.Refused
	var no refused
	if errors.As(err, &said) {
		again([]layout.Fault{{Words: said.Text}})
	} else if errors.As(err, &no) {
		again([]layout.Fault{{Words: string(no)}})
	} else {
		d.fault(w, err)
	}
}

// invitation is an invitation as it is shown once.
type invitation struct {
	Name, Email, Link, Until string
}

func (d *Door) showInvitation(w http.ResponseWriter, r *http.Request, v Visitor, made inbox.Invitation) {
	d.show(w, http.StatusOK, "invitation", d.page(v, layout.Page{Title: "Send this invitation", Where: d.Inbox.Name, Back: []layout.Link{{To: "/people", Words: "People"}},
		Body: invitation{made.Person.Name, made.Person.Email, d.address(r) + InviteAddress(made.Token), made.Expires.In(time.UTC).Format(dayForm)}}))
}

// InviteAddress is the address of an invitation, after the hub's own address.
func InviteAddress(token string) string { return "/invite/" + url.PathEscape(token) }

// address is the hub's own, as people reach it.
func (d *Door) address(r *http.Request) string {
	if d.Origin != "" {
		return strings.TrimSuffix(d.Origin, "/")
	}
	if d.Secure {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}
