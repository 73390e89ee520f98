package meeting_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"needsbook/storage/hubdb"
	"needsbook/storage/hubdb/hubdbtest"
)

var zeros = strings.Repeat("0", 64)

func contains(s, part string) bool { return strings.Contains(s, part) }

func unescape(s string) string { return html.UnescapeString(s) }

// mustLog fails where the hub's log does not hold a line.
func (h *panelHub) mustLog(t testing.TB, line string) {
	t.Helper()
	if !contains(h.log.String(), line) {
		t.Errorf("not logged: %s\n%s", line, h.log)
	}
}

func allMatches(body, pattern string) (out []string) {
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(body, -1) {
		out = append(out, m[1])
	}
	return out
}

func firstMatch(t testing.TB, body, pattern string) string {
	t.Helper()
	all := allMatches(body, pattern)
	if len(all) == 0 {
		t.Fatalf("%s is not on the page: %s", pattern, words(body))
	}
	return all[0]
}

func TestOwnSchoolPeopleAreMarkedAndCannotVote(t *testing.T) {
	s := newStory(t)
	s.begin(t)
	s.chair.do(item(s.group), item(s.group)+"/open")
	on := s.anna.see(item(s.group))
	if !contains(on.body, "Anna Bell</span><span class=\"barred\">✕") {
		t.Errorf("she is not marked: %s", words(on.body))
	}
	on.mustNot(t, "Your vote")
	if p := s.anna.post(item(s.group)+"/vote", on.head(t), "choice", "agree"); p.status != http.StatusUnprocessableEntity || !contains(p.body, "This was not done") {
		t.Errorf("a vote of her own school's request: %d %s", p.status, words(p.body))
	}
	p := s.chair.try(item(s.group), item(s.group)+"/votes", "vote-anna", "agree")
	if p.status != http.StatusUnprocessableEntity {
		t.Errorf("the chair notes a barred person's vote: %d", p.status)
	}
}

func TestDeclaredInterestBarsFromVoting(t *testing.T) {
	s := newStory(t)
	s.begin(t)
	s.chair.do(item(s.advice), item(s.advice)+"/open")
	s.ben.do(item(s.advice), item(s.advice)+"/interest", "kind", "family", "words", "My sister teaches there").must(t, "Family or friend", "My sister teaches there")
	if p := s.ben.try(item(s.advice), item(s.advice)+"/vote", "choice", "agree"); p.status != http.StatusUnprocessableEntity || !contains(p.body, "This was not done") {
		t.Errorf("status %d: %s", p.status, words(p.body))
	}
	s.mustLog(t, "act=meetings-items-vote cluster=KENT-07 person=ben refused=\"by the rules\"")
	s.chair.see(item(s.advice)).must(t, "My sister teaches there")
}

func TestTwoChairsAtOnceNothingIsLost(t *testing.T) {
	s := newStory(t)
	s.begin(t)
	s.chair.do(item(s.advice), item(s.advice)+"/open")
	seen := s.chair.see(item(s.advice)).head(t)
	second := s.visitor(t, "deputy", "Vera Lund", "", at("chair"))
	second.do(item(s.advice), item(s.advice)+"/interest", "person", "anna", "kind", "other")
	typed := "Ask the “Early Help” team <first>."
	p := s.chair.post(item(s.advice)+"/decide", seen, "outcome", "agree", "words", typed, "reasons", "shared", "reasons", "money")
	if p.status != http.StatusUnprocessableEntity || !contains(words(p.body), "Somebody else wrote in the book") {
		t.Fatalf("status %d: %s", p.status, words(p.body))
	}
	if !contains(unescape(p.body), typed) || strings.Count(p.body, " checked") != 3 {
		t.Errorf("what was typed is lost: %s", p.body)
	}
	if p.head(t) == seen {
		t.Error("the page carries the old head, so sending once more can never help")
	}
	s.chair.see("decisions").must(t, "Nothing was decided yet")
	s.chair.post(item(s.advice)+"/decide", p.head(t), "outcome", "agree", "words", typed)
	s.chair.see("decisions").must(t, "Agreed")
}

// TestTwoChairsAtOnceOneIsDone sends two decisions on one item behind the same head at
// the same moment: one stands, and the other's page keeps what was typed.
func TestTwoChairsAtOnceOneIsDone(t *testing.T) {
	for name, open := range map[string]func(t *testing.T) (*hubdb.DB, error){
		"SQLite":     func(t *testing.T) (*hubdb.DB, error) { return hubdb.Open(t.Context(), t.TempDir()) },
		"PostgreSQL": func(t *testing.T) (*hubdb.DB, error) { return hubdb.OpenPostgres(t.Context(), hubdbtest.Postgres(t)) },
	} {
		t.Run(name, func(t *testing.T) {
			db, err := open(t)
			must(t, err)
			s := storyOn(t, panelHubOn(t, db))
			s.begin(t)
			s.chair.do(item(s.advice), item(s.advice)+"/open")
			chairs := []*visitor{s.chair, s.visitor(t, "deputy", "Vera Lund", "", at("chair"))}
			heads := []string{chairs[0].see(item(s.advice)).head(t), chairs[1].see(item(s.advice)).head(t)}
			if heads[0] != heads[1] {
				t.Fatal("they do not see the same book")
			}
			typed := []string{"What the chair typed.", "What the deputy typed."}
			pages := make([]page, 2)
			start := make(chan struct{})
			var both sync.WaitGroup
			for i, c := range chairs {
				both.Go(func() {
					<-start
					pages[i] = c.post(item(s.advice)+"/decide", heads[i], "outcome", "agree", "words", typed[i])
				})
			}
			close(start)
			both.Wait()
			done := slices.IndexFunc(pages, func(p page) bool { return p.status == http.StatusSeeOther })
			if done < 0 {
				t.Fatalf("neither was done: %d %s", pages[0].status, words(pages[0].body))
			}
			other := pages[1-done]
			if other.status != http.StatusUnprocessableEntity || !contains(words(other.body), "Somebody else wrote in the book") || !contains(other.body, typed[1-done]) {
				t.Errorf("the other: status %d: %s", other.status, words(other.body))
			}
			decided := allMatches(s.chair.see("decisions").body, `/decisions/([0-9a-f]{64})`)
			slices.Sort(decided)
			if decided = slices.Compact(decided); len(decided) != 1 {
				t.Fatalf("%d decisions stand", len(decided))
			}
			s.chair.see("decisions/"+decided[0]).must(t, typed[done]).mustNot(t, typed[1-done])
			s.mustLog(t, `act=meetings-items-decide cluster=KENT-07 person=`+chairs[1-done].person.ID+` refused="another was quicker"`)
		})
	}
}

func TestManyVoteAtOnce(t *testing.T) {
	s := newStory(t)
	s.begin(t)
	s.chair.do(item(s.advice), item(s.advice)+"/open")
	head := s.ben.see(item(s.advice)).head(t)
	for _, v := range []*visitor{s.ben, s.carl, s.chair} { // each saw the same page
		if p := v.post(item(s.advice)+"/vote", head, "choice", "agree"); p.status != http.StatusSeeOther {
			t.Errorf("%s: status %d: %s", v.person.ID, p.status, words(p.body))
		}
	}
	s.chair.see(item(s.advice)).must(t, "Agreed: 3")
}

func TestDecisionOnAWithdrawnRequestIsRefused(t *testing.T) {
	s := newStory(t)
	s.begin(t)
	s.chair.do(item(s.project), item(s.project)+"/open")
	s.withdrawProject(t)
	p := s.chair.try("meetings", item(s.project)+"/decide", "outcome", "agree", "amount", "1000")
	if p.status != http.StatusUnprocessableEntity {
		t.Fatalf("status %d: %s", p.status, words(p.body))
	}
	s.mustLog(t, "act=meetings-items-decide cluster=KENT-07 person=chair refused=\"by the rules\"")
	s.chair.see("decisions").must(t, "Nothing was decided yet")
}

func TestFaultsStandAtTheirFields(t *testing.T) {
	s := newStory(t)
	p := s.chair.try("pot", "pot", "name", "", "from", "2026-09-01", "to", "soon", "amount", "lots", "contingency", "-3")
	if p.status != http.StatusUnprocessableEntity {
		t.Fatalf("status %d", p.status)
	}
	for _, want := range []string{`href="#form-name"`, `href="#form-to"`, `href="#form-amount"`, `href="#form-contingency"`, `value="lots"`, `id="form-amount-fault"`, `aria-invalid="true"`, "<title>Not done:"} {
		if !contains(p.body, want) {
			t.Errorf("%s is missing", want)
		}
	}
	s.chair.see("pot").must(t, "No pot is set")
}

func TestFormThatIsTooLongOrForgedIsRefused(t *testing.T) {
	s := newStory(t)
	if p := s.chair.post("pot", s.chair.see("pot").head(t), "name", strings.Repeat("x", 200<<10)); p.status != http.StatusBadRequest || !contains(p.body, "Nothing was changed") {
		t.Errorf("status %d", p.status)
	}
	for _, head := range []string{"", "x", "-1-", "99-" + zeros} {
		if p := s.chair.post("pot", head, "name", "Pot", "from", "2026-09-01", "to", "2027-08-31", "amount", "1", "contingency", "0"); p.status != http.StatusUnprocessableEntity {
			t.Errorf("behind the head %q: status %d", head, p.status)
		}
	}
	r, err := http.NewRequest(http.MethodPost, s.URL+panelRoot+"pot", strings.NewReader(url.Values{"head": {"0-"}}.Encode()))
	must(t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	resp, err := s.chair.client.Do(r)
	must(t, err)
	resp.Body.Close()
	if resp.StatusCode != http.StatusForbidden {
		t.Errorf("a form of another site: status %d", resp.StatusCode)
	}
}
