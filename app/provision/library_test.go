package provision_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"needsbook/app/pack"
	"needsbook/app/provision"
	"needsbook/app/publish/plainenglish"
	"needsbook/app/register"
	"needsbook/assets"
)

func shippedLibrary(t *testing.T) provision.Library {
	t.Helper()
	l, problems := provision.LoadLibrary(assets.Pack("library.json"))
	if problems != nil {
		t.Fatal(problems)
	}
	return l
}

func TestShippedLibraryServesEveryAreaWaveAndPhase(t *testing.T) {
	l := shippedLibrary(t)
	if l.Status != pack.Example || len(l.Entries) < 48 {
		t.Errorf("the shipped library is %s and has %d entries", l.Status, len(l.Entries))
	}
	codes, err := register.LoadCodes(assets.Pack("sen-status.json"), assets.Pack("sen-types.json"), assets.Pack("areas-of-need.json"), assets.Pack("year-groups.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, area := range codes.Areas {
		for wave := provision.WaveUniversal; wave <= provision.WaveSpecialist; wave++ {
			for _, phase := range []string{"primary", "secondary"} {
				n := 0
				for _, e := range l.Entries {
					if e.Area == area.ID && e.Wave == wave && (e.Phase == "" || e.Phase == phase) {
						n++
					}
				}
				if n < 2 {
					t.Errorf("%s wave %d has %d entries for a %s school", area.ID, wave, n, phase)
				}
			}
		}
	}
}

// TestEveryEntryOfTheLibraryCanBeStarted holds each pattern against the checks that a
// typed line goes through, and against the kinds of staff that have a rate.
func TestEveryEntryOfTheLibraryCanBeStarted(t *testing.T) {
	card, problems := provision.LoadRateCard(assets.Pack("rate-card.json"))
	if problems != nil {
		t.Fatal(problems)
	}
	for _, e := range shippedLibrary(t).Entries {
		i := e.Start()
		line := provision.Line{Description: i.Name, Outcome: i.Goal, StaffKind: i.StaffKind, Minutes: i.Minutes, SessionsAWeek: i.SessionsAWeek, Weeks: i.Weeks, GroupSize: max(i.Size, 1)}
		for _, f := range provision.Check(line) {
			// A rate comes from the school, and what the whole class gets is not costed to a pupil.
			if f.Code != "provision.rate_missing" && !(e.Wave == provision.WaveUniversal && f.Code == "provision.whole_class") {
				t.Errorf("%s: %s", e.ID, provision.Words(f))
			}
		}
		if card.StaffName(e.StaffKind) == e.StaffKind {
			t.Errorf("%s: no kind of staff %q", e.ID, e.StaffKind)
		}
		if i.Library != e.ID || i.Area != e.Area || i.Wave != e.Wave || e.Measure == "" || e.Goal == "" || i.Slots == nil || i.Bought == nil {
			t.Errorf("%s starts as %+v", e.ID, i)
		}
		if e.Wave == provision.WaveSpecialist && e.GroupTo > 15 || e.Wave == provision.WaveUniversal && e.GroupTo < 15 {
			t.Errorf("%s of wave %d has a group to %d", e.ID, e.Wave, e.GroupTo)
		}
	}
}

func TestTheLibraryIsEasyToRead(t *testing.T) {
	words, wrong := plainenglish.Load(assets.Pack("plain-words.json"))
	if wrong != nil {
		t.Fatal(wrong)
	}
	var all strings.Builder
	for _, e := range shippedLibrary(t).Entries {
		if n := strings.Count(e.What, "."); n < 1 || n > 3 || !strings.HasSuffix(e.What, ".") || !strings.HasSuffix(e.Goal, ".") {
			t.Errorf("%s is not one or two whole sentences: %s %s", e.ID, e.What, e.Goal)
		}
		all.WriteString(e.What + " " + e.Goal + "\n\n")
	}
	if ease := words.Check(all.String()).ReadingEase; ease < 60 {
		t.Errorf("reading ease is %v, under 60", ease)
	}
}

func TestAnEntryIsFoundByAnyOfItsNames(t *testing.T) {
	l := shippedLibrary(t)
	for words, id := range map[string]string{
		"Precision Teaching": "precision_teaching", " nurture  group ": "nurture_group", "Lego-Therapy": "building_together", "PRE TEACHING": "words_before_topic",
	} {
		if e, ok := l.Named(words); !ok || e.ID != id {
			t.Errorf("%q names %q", words, e.ID)
		}
	}
	for _, words := range []string{"", " - ", "Reading dogs"} {
		if e, ok := l.Named(words); ok {
			t.Errorf("%q names %s", words, e.ID)
		}
	}
	if _, ok := l.Find(""); ok {
		t.Error("nothing finds an entry")
	}
}

func libraryPack(list string) string {
	return `{"format":"sen-interventions","format_version":1,"id":"own","version":"1","title":"Ours","status":"draft","valid_from":"2026-09-01","interventions":[` + list + `]}`
}

const readingDogs = `{"id":"dogs","name":"Reading dogs","wave":2,"what":"Reading to a dog.","staff_kind":"teacher","minutes":20,"sessions_a_week":"1","weeks":12,"group_from":1,"group_to":2}`

func TestALibraryThatCannotBeMeantIsRefused(t *testing.T) {
	if _, problems := provision.LoadLibrary([]byte(libraryPack(readingDogs))); problems != nil {
		t.Fatal(problems)
	}
	with := func(old, new string) string { return strings.Replace(readingDogs, old, new, 1) }
	for list, says := range map[string]string{
		"":                                       "",
		with(`"wave":2`, `"wave":4`):             "",
		with(`"minutes":20`, `"minutes":-20`):    "",
		with(`week":"1"`, `week":"0"`):           "no sessions",
		with(`week":"1"`, `week":"1e9"`):         "",
		with(`"group_from":1`, `"group_from":3`): "must not be smaller",
		with(`"minutes":20`, `"minutes":480`):    "",
		readingDogs + "," + readingDogs:          "two interventions",
		with(`"name":"Reading dogs"`, `"name":"Reading dogs","also":["reading-dogs"]`): "names both",
		with(`"name":"Reading dogs"`, `"name":"—"`):                                    "no letters",
		with(`"id":"dogs"`, `"id":"dogs","area":"music"`):                              "",
	} {
		_, problems := provision.LoadLibrary([]byte(libraryPack(list)))
		if strings.Contains(list, `"minutes":480`) { // eight hours once a week can be meant
			if problems != nil {
				t.Error(problems)
			}
			continue
		}
		if problems == nil || !strings.Contains(problems[0].Message, says) {
			t.Errorf("%s: %v", list, problems)
		}
	}
	if _, problems := provision.LoadLibrary([]byte(libraryPack(strings.NewReplacer(`"minutes":20`, `"minutes":480`, `week":"1"`, `week":"5"`).Replace(readingDogs)))); problems == nil {
		t.Error("forty hours a week are let through")
	}
}

func TestAStartedGroupIsSharedByTheSmallestUsualGroup(t *testing.T) {
	e := provision.LibraryEntry{ID: "x", Name: "X", SessionsAWeek: decimal.NewFromInt(2), GroupFrom: 4, GroupTo: 6}
	if got := e.Start().Size; got != 4 {
		t.Errorf("shared by %d", got)
	}
	e.GroupFrom = 1
	if got := e.Start().Size; got != 0 {
		t.Errorf("one to one is shared by %d", got)
	}
}

func FuzzLoadLibrary(f *testing.F) {
	f.Add(assets.Pack("library.json"))
	f.Add([]byte(libraryPack(readingDogs)))
	f.Add([]byte(`{`))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, problems := provision.LoadLibrary(data)
		if problems != nil {
			return
		}
		for _, e := range l.Entries {
			if got, ok := l.Find(e.ID); !ok || got.Name != e.Name {
				t.Errorf("%q finds %+v, %v", e.ID, got, ok)
			}
			if got, ok := l.Named(e.Name); !ok || got.ID != e.ID {
				t.Errorf("%q names %+v, %v", e.Name, got, ok)
			}
		}
	})
}
