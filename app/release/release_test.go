package release

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/day"
)

func TestVersionsCompareByNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		part := rapid.IntRange(0, 120)
		a := Version{part.Draw(t, "a"), part.Draw(t, "b"), part.Draw(t, "c")}
		b := Version{part.Draw(t, "d"), part.Draw(t, "e"), part.Draw(t, "f")}
		if read, err := Parse(a.String()); err != nil || read != a {
			t.Fatalf("%v was read as %v, %v", a, read, err)
		}
		if a == b && (a.Before(b) || b.Before(a)) || a != b && a.Before(b) == b.Before(a) {
			t.Fatalf("%v and %v have no order", a, b)
		}
	})
	if !(Version{0, 9, 9}).Before(Version{0, 10, 0}) {
		t.Error("versions are compared as text")
	}
	for _, bad := range []string{"", "1", "1.2", "1.2.3.4", "1.2.x", "-1.2.3", "01.2.3", "1.2.3 "} {
		if _, err := Parse(bad); err == nil {
			t.Errorf("%q was taken as a version", bad)
		}
	}
}

const changelog = `# What is new

Words for people.

## 0.2.0 (2027-01-15)

- A list is sorted
  as you left it.
- Faster.

## 0.1.0 (2026-11-21)

- The first.
`

func TestNotesAreReadAndPickedByVersion(t *testing.T) {
	all, err := Notes(changelog)
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(all); got != "[{0.2.0 2027-01-15 [A list is sorted as you left it. Faster.]} {0.1.0 2026-11-21 [The first.]}]" {
		t.Errorf("read %s", got)
	}
	if since := Since(all, Version{0, 1, 0}, Version{0, 2, 0}); len(since) != 1 || since[0].Version != (Version{0, 2, 0}) {
		t.Errorf("since 0.1.0: %v", since)
	}
	if since := Since(all, Version{0, 2, 0}, Version{0, 2, 0}); len(since) != 0 {
		t.Errorf("since itself: %v", since)
	}
	for _, bad := range []string{"## 0.1 (2026-11-21)", "## 0.1.0", "## 0.1.0 (soon)", "## 0.1.0 (2026-11-21)\nwords", "## 0.1.0 (2026-11-21)\n## 0.2.0 (2026-11-22)"} {
		if _, err := Notes(bad); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}

const releases = `[{"version":"0.1.0","date":"2026-11-21","notes":["The first."]},{"version":"0.3.0","date":"2027-03-01","notes":["Third."]},{"version":"0.2.0","date":"2027-01-15","notes":[]}]`

func TestNewestReleaseOfTheListIsFound(t *testing.T) {
	all, err := Source{Address: "https://example.org/releases.json"}.Read([]byte(`{"list":` + releases + `}`))
	if err != nil {
		t.Fatal(err)
	}
	if newest, found := Newest(all, Version{0, 1, 0}); !found || newest.Version != (Version{0, 3, 0}) || newest.Notes[0] != "Third." {
		t.Errorf("the newest is %v, %v", newest, found)
	}
	if newest, found := Newest(all, Version{0, 3, 0}); found {
		t.Errorf("%v is newer than itself", newest)
	}
}

func TestSignedListIsRefusedWithOneByteChanged(t *testing.T) {
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	source := Source{Address: "http://127.0.0.1/", Key: public}
	sign := func(list string) []byte {
		body, err := json.Marshal(listed{List: json.RawMessage(list), Signature: ed25519.Sign(private, []byte(list))})
		if err != nil {
			t.Fatal(err)
		}
		return body
	}
	good := sign(releases)
	if _, err := source.Read(good); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{
		strings.Replace(string(good), "0.3.0", "0.4.0", 1),
		`{"list":` + releases + `}`,
		`{"list":` + releases + `,"signature":"` + base64.StdEncoding.EncodeToString(make([]byte, 64)) + `"}`,
	} {
		if all, err := source.Read([]byte(bad)); err == nil {
			t.Errorf("took %v from %s", all, bad)
		}
	}
}

func TestListThatIsNotAsAgreedIsRefusedWhole(t *testing.T) {
	long := strings.Repeat("x", longestNote+1)
	for _, bad := range []string{
		``, `[]`, `{"list":5}`, `{"list":[]} more`, `{"list":[],"run":"x"}`,
		`{"list":[{"version":"1","date":"2026-11-21","notes":[]}]}`,
		`{"list":[{"version":"1.0.0","date":"","notes":[]}]}`,
		`{"list":[{"version":"1.0.0","date":"2026-11-21","notes":["` + long + `"]}]}`,
		`{"list":[{"version":"1.0.0","date":"2026-11-21","notes":["a\u0007b"]}]}`,
		`{"list":[{"version":"1.0.0","date":"2026-11-21","notes":[],"download":"https://example.org/x.exe"}]}`,
	} {
		if all, err := (Source{}).Read([]byte(bad)); err == nil {
			t.Errorf("took %v from %.80s", all, bad)
		}
	}
}

func TestSourceIsAskedByHTTPSOrSigned(t *testing.T) {
	key := base64.StdEncoding.EncodeToString(make([]byte, 32))
	for text, good := range map[string]bool{
		`{"address":"","key":""}`:                                            true,
		`{"address":"https://example.org/releases.json","key":""}`:           true,
		`{"address":"http://example.org/releases.json","key":"` + key + `"}`: true,
		`{"address":"http://example.org/releases.json","key":""}`:            false,
		`{"address":"file:///etc/passwd","key":"` + key + `"}`:               false,
		`{"address":"https://","key":""}`:                                    false,
		`{"address":"https://person:secret@example.org/","key":""}`:          false,
		`{"address":"https://example.org/","key":"AAAA"}`:                    false,
		`{"address":"https://example.org/","key":"","every":"day"}`:          false,
	} {
		if _, err := ParseSource([]byte(text)); (err == nil) != good {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestItIsTimeToLookOnceAWeek(t *testing.T) {
	last := day.Of(2026, 11, 2)
	for days, due := range map[int]bool{0: false, 1: false, 6: false, 7: true, 400: true, -1: true} {
		if Due(last, last.AddDays(days)) != due {
			t.Errorf("%d days later: due is not %v", days, due)
		}
	}
	if !Due(day.Date{}, last) {
		t.Error("the first time is not due")
	}
}

func FuzzListOfReleases(f *testing.F) {
	f.Add([]byte(`{"list":` + releases + `}`))
	f.Add([]byte(`{"list":[],"signature":"AAAA"}`))
	f.Fuzz(func(t *testing.T, answer []byte) {
		all, err := (Source{}).Read(answer)
		if err != nil {
			return
		}
		for _, r := range all {
			if r.On.IsZero() || len(r.Notes) > mostNotes || r.Version[0] < 0 {
				t.Fatalf("took %v", r)
			}
		}
	})
}

func FuzzNotes(f *testing.F) {
	f.Add(changelog)
	f.Fuzz(func(t *testing.T, text string) {
		all, err := Notes(text)
		if err != nil {
			return
		}
		for i := 1; i < len(all); i++ {
			if !all[i].Version.Before(all[i-1].Version) {
				t.Fatalf("%v stands before %v", all[i-1].Version, all[i].Version)
			}
		}
	})
}
