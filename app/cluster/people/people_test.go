package people_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/cluster/people"
	"needsbook/app/day"
)

var (
	today = day.Of(2026, 11, 23)
	weald = people.Place{Cluster: "KENT-07", District: "West", County: "Kent"}
	coast = people.Place{Cluster: "KENT-08", District: "East", County: "Kent"}
)

func somebody(grants ...people.Grant) people.Person {
	return people.Person{ID: "p1", Name: "Ana Head", State: people.Active, Grants: grants}
}

// The whole matrix, written out once more as people would say it: a letter for each role
// that may.
func TestEveryActionIsAllowedToTheRolesNamedHereAndNoOther(t *testing.T) {
	at := map[people.Role]people.Grant{
		people.HubAdmin:      {Role: people.HubAdmin, Level: people.HubLevel},
		people.Chair:         {Role: people.Chair, Level: people.ClusterLevel, Ref: "KENT-07"},
		people.Member:        {Role: people.Member, Level: people.ClusterLevel, Ref: "KENT-07"},
		people.SchoolReader:  {Role: people.SchoolReader, Level: people.SchoolLevel, Ref: "123456"},
		people.CouncilReader: {Role: people.CouncilReader, Level: people.DistrictLevel, Ref: "West"},
		people.Auditor:       {Role: people.Auditor, Level: people.HubLevel},
	}
	letters := map[people.Role]string{people.HubAdmin: "H", people.Chair: "C", people.Member: "M", people.SchoolReader: "S", people.CouncilReader: "L", people.Auditor: "A"}
	want := map[people.Action]string{
		people.ReadBoard: "HCMSL", people.ReadSchool: "HCMS", people.ReadBook: "CMLA", people.ReadPapers: "CML",
		people.KeepAgenda: "C", people.RunMeeting: "C", people.DeclareInterest: "CM", people.Vote: "CM",
		people.Decide: "C", people.Confirm: "L", people.Correct: "C", people.LockTerm: "C", people.MoveDispute: "CL",
		people.KeepPot: "C", people.OpenRound: "C", people.PublishAgreement: "C", people.KeepDirectory: "C",
		people.SendRound: "HC", people.Enrol: "H", people.KeepPeople: "H", people.ReadLog: "HA", people.Export: "CMLA",
	}
	place := weald
	place.School = "123456"
	for _, a := range people.Actions {
		words, named := want[a]
		if !named {
			t.Errorf("%s: nothing says who may", a)
		}
		for _, role := range people.Roles {
			if got := people.May(somebody(at[role]), a, place, today); got != strings.Contains(words, letters[role]) {
				t.Errorf("%s for %s: %v", a, role, got)
			}
		}
	}
	if len(want) != len(people.Actions) {
		t.Error("an action is named that is not there")
	}
}

func TestAdministratorCannotDecideAndChairCannotEnrol(t *testing.T) {
	admin, chair := people.Grant{Role: people.HubAdmin, Level: people.HubLevel}, people.Grant{Role: people.Chair, Level: people.ClusterLevel, Ref: "KENT-07"}
	for _, a := range []people.Action{people.Decide, people.Vote, people.Confirm, people.KeepPot, people.RunMeeting, people.Correct} {
		if people.May(somebody(admin), a, weald, today) {
			t.Errorf("an administrator may %s", a)
		}
	}
	for _, a := range []people.Action{people.Enrol, people.KeepPeople, people.ReadLog} {
		if people.May(somebody(chair), a, weald, today) {
			t.Errorf("a chair may %s", a)
		}
	}
	both := somebody(admin, chair)
	for _, a := range people.Actions {
		if people.May(both, a, weald, today) {
			t.Errorf("who is both by mistake may %s", a)
		}
	}
	for _, pair := range [][2]people.Role{{people.HubAdmin, people.Chair}, {people.HubAdmin, people.Member}, {people.HubAdmin, people.CouncilReader}, {people.Auditor, people.Chair}, {people.Auditor, people.HubAdmin}} {
		for _, order := range [][2]people.Role{pair, {pair[1], pair[0]}} {
			held, more := grantOf(order[0]), grantOf(order[1])
			if err := people.Grantable(somebody(held), more, today); err == nil || !strings.Contains(err.Error(), "Nothing was changed") {
				t.Errorf("%s beside %s: %v", order[1], order[0], err)
			}
		}
	}
}

// grantOf is a role where it can be held.
func grantOf(r people.Role) people.Grant {
	level := r.Levels()[0]
	refs := map[people.Level]string{people.ClusterLevel: "KENT-07", people.SchoolLevel: "123456", people.DistrictLevel: "West", people.CountyLevel: "Kent"}
	return people.Grant{Role: r, Level: level, Ref: refs[level]}
}

func TestRolesReachTheirPlaceAndTheirDaysAlone(t *testing.T) {
	chair := people.Grant{Role: people.Chair, Level: people.ClusterLevel, Ref: "KENT-07", From: day.Of(2026, 9, 1), To: day.Of(2027, 7, 31)}
	p := somebody(chair)
	for _, c := range []struct {
		at   people.Place
		on   day.Date
		want bool
	}{
		{weald, today, true}, {weald, chair.From, true}, {weald, chair.To, true},
		{weald, chair.From.AddDays(-1), false}, {weald, chair.To.AddDays(1), false},
		{coast, today, false}, {people.Place{}, today, false}, {people.Place{District: "West", County: "Kent"}, today, false},
	} {
		if got := people.May(p, people.Decide, c.at, c.on); got != c.want {
			t.Errorf("%+v on %s: %v", c.at, c.on, got)
		}
	}
	for _, state := range []people.State{people.Invited, people.Closed, ""} {
		p.State = state
		if people.May(p, people.ReadBook, weald, today) {
			t.Errorf("somebody %q may read", state)
		}
	}
	council := somebody(people.Grant{Role: people.CouncilReader, Level: people.CountyLevel, Ref: "Kent"})
	if !people.May(council, people.Confirm, coast, today) || people.May(council, people.Confirm, people.Place{Cluster: "SX-01", County: "Sussex"}, today) {
		t.Error("the council's reader does not reach its county alone")
	}
}

// A role that names no place, or a level that the role is not held at, allows nothing:
// such a grant can only come from records that were tampered with.
func TestGrantsOutOfFormAllowNothing(t *testing.T) {
	for _, g := range []people.Grant{
		{Role: people.Chair, Level: people.ClusterLevel}, {Role: people.Chair, Level: people.HubLevel}, {Role: people.Chair, Level: people.CountyLevel, Ref: "Kent"},
		{Role: "owner", Level: people.HubLevel}, {Role: people.HubAdmin, Level: "world"}, {Role: people.SchoolReader, Level: people.ClusterLevel, Ref: "KENT-07"},
	} {
		for _, a := range people.Actions {
			for _, at := range []people.Place{weald, {}} {
				if people.May(somebody(g), a, at, today) {
					t.Errorf("%+v may %s at %+v", g, a, at)
				}
			}
		}
		if people.Grantable(somebody(), g, today) == nil {
			t.Errorf("%+v can be given", g)
		}
	}
}

// More roles never take away what a person may do, unless two of them stand apart.
func TestAnotherRoleTakesNothingAwayUnlessRolesStandApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		one := grantOf(rapid.SampledFrom(people.Roles).Draw(t, "held"))
		two := grantOf(rapid.SampledFrom(people.Roles).Draw(t, "given"))
		apart := one != two && people.Grantable(somebody(one), two, today) != nil
		for _, a := range people.Actions {
			place := weald
			place.School = "123456"
			before, after := people.May(somebody(one), a, place, today), people.May(somebody(one, two), a, place, today)
			if before && !after && !apart || after && apart {
				t.Errorf("%s and %s on %s: %v, then %v", one.Role, two.Role, a, before, after)
			}
		}
	})
}

func TestWhatMattersAsksOnceMoreWhoItIs(t *testing.T) {
	for _, a := range people.Actions {
		want := slices.Contains([]people.Action{people.Decide, people.Confirm, people.Correct, people.LockTerm, people.Enrol, people.KeepPeople, people.Export}, a)
		if people.StepUp(a) != want {
			t.Errorf("%s: %v", a, !want)
		}
	}
}

func TestAddressIsOneInSmallLetters(t *testing.T) {
	for address, want := range map[string]bool{"ana@example.org": true, "Ana@example.org": false, "Ana <ana@example.org>": false, "ana": false, "": false,
		"a@b, c@d": false, strings.Repeat("a", 250) + "@example.org": false} {
		if people.ValidEmail(address) != want {
			t.Errorf("%q: %v", address, !want)
		}
	}
}
