package vignettes_test

import (
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"needsbook/app/cluster/book"
	"needsbook/app/cluster/rounds"
	"needsbook/app/continuum"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/https"
	"needsbook/app/exchange/inbox"
	"needsbook/app/school"
	"needsbook/assets"
	"needsbook/storage/hubdb"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/hub"
)

// town is a hub with some schools of its cluster, all real, on one clock.
type town struct {
	*testing.T
	inbox.Inbox
	server  *httptest.Server
	now     time.Time
	schools []*desk.Desk
}

func newTown(t *testing.T, schools int) *town {
	t.Helper()
	db, err := hubdb.Open(t.Context(), t.TempDir())
	must(t, err)
	w := &town{T: t, now: schooltest.Now()}
	w.Inbox = inbox.Inbox{Store: db, Key: exchangetest.Key(99), Name: "Kent coast hub", Validate: hub.Validate, Now: func() time.Time { return w.now }}
	w.server = httptest.NewServer((&hub.Server{Inbox: w.Inbox, Probe: db.Probe, Random: rand.Reader, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}).Handler())
	t.Cleanup(func() { w.server.Close(); db.Close() })
	must(t, w.SaveCluster(t.Context(), inbox.Cluster{ID: "KENT-07", Name: "Kent coast"}))
	for i := range schools {
		w.sit(i)
	}
	return w
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(desk.Words(err))
	}
}

// sit adds a school with a real road to the hub, which it has joined.
func (w *town) sit(i int) {
	w.Helper()
	store, _, err := schooltest.Files().Create(w.Context(), filepath.Join(w.TempDir(), "school.needsbook"), schooltest.Passphrase)
	must(w.T, err)
	n := 0
	d, err := desk.Open(w.Context(), store, desk.Options{Clock: func() time.Time { return w.now }, By: "SENCO", NewID: func() string { n++; return fmt.Sprintf("id%06d", n) },
		Roads: desk.Roads{Dial: func(address string) (desk.Hub, error) { return https.New(address, http.DefaultTransport) }, Random: rand.Reader, Chance: func() float64 { return 0.5 }}})
	must(w.T, err)
	w.Cleanup(func() { d.Close() })
	s := school.School{Name: fmt.Sprintf("School %d", i+1), URN: fmt.Sprint(118001 + i), Phase: "primary", Senco: "A. Senco"}
	must(w.T, d.SaveSchool(w.Context(), s))
	must(w.T, d.SaveAgreement(w.Context(), desk.SharingAgreement{Version: "2026-1", With: "Kent coast", SignedBy: "The head", Role: "Headteacher",
		On: day.Of(2026, 9, 1), Until: day.Of(2028, 8, 31), Tables: desk.AllSharedTables(), Delegated: true}))
	must(w.T, w.SaveSchool(w.Context(), inbox.School{URN: s.URN, Name: s.Name, Phase: s.Phase, Cluster: "KENT-07"}))
	meeting, err := d.MeetHub(w.Context(), w.server.URL)
	must(w.T, err)
	code, _, err := w.NewInvite(w.Context(), s.URN, time.Hour, rand.Reader)
	must(w.T, err)
	m, err := d.Join(w.Context(), meeting, code, "SENCO computer")
	must(w.T, err)
	_, err = w.Approve(w.Context(), m.Key.ID(), "test")
	must(w.T, err)
	_, err = d.CheckMembership(w.Context())
	must(w.T, err)
	w.schools = append(w.schools, d)
}

// turn sends what waits at every school and takes in what the hub has for it.
func (w *town) turn() {
	w.Helper()
	w.now = w.now.Add(time.Minute)
	for _, d := range w.schools {
		tried, err := d.SendSummaries(w.Context(), true)
		must(w.T, err)
		for _, i := range tried {
			if i.State != "COMMITTED" && i.State != "ALREADY" {
				w.Fatalf("%s: %s %s %s", desk.DocumentKind(i), i.State, i.LastCode, i.Reason)
			}
		}
	}
	for _, d := range w.schools {
		_, err := d.FetchBulletin(w.Context())
		must(w.T, err)
		_, err = d.FetchLetter(w.Context())
		must(w.T, err)
	}
}

// write does something to the rounds at the hub, as its pages do.
func (w *town) write(do func(rounds.State) ([]book.Draft, error)) {
	w.Helper()
	var drafts []book.Draft
	var head book.Head
	must(w.T, w.Store.Read(w.Context(), func(r inbox.Reader) error {
		a, err := inbox.ReadAffairs(r, "KENT-07", day.On(w.now))
		if err != nil {
			return err
		}
		if head, err = r.BookHead("KENT-07"); err != nil {
			return err
		}
		drafts, err = do(a.Rounds)
		return err
	}))
	_, err := w.Enter(w.Context(), "KENT-07", head, drafts...)
	must(w.T, err)
}

// openRound sends the shipped set round and opens a round of it.
func (w *town) openRound() {
	w.Helper()
	set := assets.Pack("vignettes.json")
	_, err := w.SendPack(w.Context(), inbox.PackOffer{Cluster: "KENT-07", Format: "sen-vignettes", Name: "Eight invented cases", Version: "2026.11.1", Body: set})
	must(w.T, err)
	w.write(func(s rounds.State) ([]book.Draft, error) {
		return s.Open(rounds.Opening{Set: set, Known: [][]byte{assets.Pack("continuum.json")}, Until: day.On(w.now).AddDays(14)}, rounds.By{Actor: "p1", At: w.now})
	})
	w.turn()
}

// expected is what experts said of the shipped set.
func expected(t *testing.T) (*continuum.VignetteSet, *continuum.Pack) {
	t.Helper()
	set, problems := continuum.LoadVignettes(assets.Pack("vignettes.json"))
	if problems != nil {
		t.Fatal(problems)
	}
	p, problems := continuum.Load(assets.Pack("continuum.json"))
	if problems != nil {
		t.Fatal(problems)
	}
	return set, p
}

// score lets somebody at a school score every case by desk calls: as the experts do, but
// for one strand that every third school has a level higher.
func (w *town) score(i int, by string) {
	w.Helper()
	set, p := expected(w.T)
	for n, v := range set.Vignettes {
		ratings := map[string]string{}
		for strand, level := range set.Expected[v.ID].Ratings {
			ratings[strand] = level
			if l, _ := p.Level(level); (i+n)%3 == 0 && strings.HasPrefix(strand, "se.") && l.Rank+1 < len(p.Levels) {
				ratings[strand] = p.Levels[l.Rank+1].ID
			}
		}
		must(w.T, w.schools[i].ScoreVignette(w.Context(), desk.VignetteRating{Set: set.ID + "@" + set.Version, Vignette: v.ID, By: by, Ratings: ratings}))
	}
}

// seconds is how long a SENCO takes: each key at 0.4 seconds, the words of every case at
// 230 a minute, for every rating the statements of two levels at that pace and 3 seconds to
// decide. The pace is that of silent reading of plain prose (Brysbaert, 2019: 238).
func seconds(keys int, set *continuum.VignetteSet, p *continuum.Pack) (total float64) {
	words := 0
	for _, v := range set.Vignettes {
		words += len(strings.Fields(v.Text))
		for strand, level := range set.Expected[v.ID].Ratings {
			total += 3
			for _, r := range p.Rated() {
				if r.ID != strand {
					continue
				}
				statements := r.Area.Descriptors
				if s, _, ok := p.Strand(strand); ok {
					statements = s.Descriptors
				}
				at, _ := p.Level(level)
				for _, l := range p.Levels {
					if l.Rank == at.Rank || l.Rank == at.Rank+1 {
						for _, d := range statements[l.ID] {
							words += len(strings.Fields(d.Text))
						}
					}
				}
			}
		}
	}
	return total + 0.4*float64(keys) + 60*float64(words)/230
}

func TestTwelveSchoolsScoreARoundAndSeeWhatSplitsThem(t *testing.T) {
	w := newTown(t, 12)
	w.openRound()
	d := w.schools[0]
	set, p := expected(t)
	tasks, err := d.Tasks(ctx)
	must(t, err)
	found := false
	for _, task := range tasks {
		found = found || task.Kind == desk.TaskRound && task.Record == "round-1" && strings.Contains(task.Note, "8 invented cases")
		if task.Kind == desk.TaskPack {
			t.Errorf("the set is offered as a pack to put in use: %+v", task)
		}
	}
	if !found {
		t.Fatalf("Today does not say that a round waits: %+v", tasks)
	}

	// The first school scores in the window, by keys alone.
	win := open(t, d, "")
	win.MustSee("asks its schools to score", "8 cases", "Fetching the cases sends nothing")
	win.Pictures("round-offer")
	win.Keys = 0
	win.Press("Ctrl+Enter")
	win.MustSee("Who rates", "No real child is described")
	win.Type("Tom Fry")
	win.Press("Ctrl+Enter")
	at := 0
	for n, v := range set.Vignettes {
		win.MustSee(strings.Fields(v.Text)[3])
		for i, r := range p.Rated() {
			level := set.Expected[v.ID].Ratings[r.ID]
			if level == "" {
				continue
			}
			for ; at < i; at++ {
				win.Press("Down")
			}
			for ; at > i; at-- {
				win.Press("Up")
			}
			l, _ := p.Level(level)
			win.Type(fmt.Sprint(l.Rank))
		}
		if n < len(set.Vignettes)-1 {
			win.Press("Ctrl+Enter")
		}
	}
	if win.Sees("Experts") {
		t.Error("what experts say is shown before the scores have left")
	}
	win.Pictures("round-rating")
	win.MustSee("See what leaves")
	win.Press("Ctrl+Enter")
	win.MustSee("This is all that leaves", "Person 1, case v1")
	if win.Sees("Tom Fry") {
		t.Error("a rater is named in what leaves")
	}
	win.Pictures("round-leaving")
	win.Press("Ctrl+Enter")
	win.MustSee("Experts", "Why the experts say so")
	keys := win.Keys
	win.Press("Ctrl+Z")
	win.MustSee("These ratings were approved, so they stand. Nothing was changed.")
	if _, err := d.Undo(ctx); err == nil {
		t.Error("a rating was taken back after it was approved")
	}
	if v, err := d.Vignettes(ctx, "example-vignettes@2026.11.1"); err != nil || v.Scored("Tom Fry") != len(set.Vignettes) {
		t.Errorf("%v %+v", err, v.Scores)
	}
	win.Press("Esc")
	took := seconds(keys, set, p)
	t.Logf("%d keys; %.1f minutes with reading and thinking", keys, took/60)
	if took > 15*60 {
		t.Errorf("scoring a round takes %.1f minutes", took/60)
	}

	// The others by desk calls; two people in the second one.
	for i := 1; i < 12; i++ {
		v, err := w.schools[i].TakeRound(ctx, "round-1")
		must(t, err)
		if err := w.schools[i].SendScores(ctx, v.ID, "Rater One"); err == nil || !strings.Contains(desk.Words(err), "Nobody has scored all 8 cases yet") {
			t.Errorf("school %d sent nothing: %v", i, err)
		}
		w.score(i, "Rater One")
		if i == 1 {
			w.score(i, "Rater Two")
		}
		must(t, w.schools[i].SendScores(ctx, v.ID, "Rater One"))
		if err := w.schools[i].ScoreVignette(ctx, desk.VignetteRating{Set: v.ID, Vignette: "v1", By: "Rater One"}); err == nil {
			t.Error("scores were changed after they were approved")
		}
	}
	w.turn()
	if c, _, err := d.Circular(ctx); err != nil || len(c.Rounds) != 1 || c.Rounds[0].Answered != 12 {
		t.Fatalf("%v %+v", err, c.Rounds)
	}
	if l, _, err := d.Letter(ctx); err != nil || len(l.Round) != 0 {
		t.Fatalf("a result while the round is open: %v %+v", err, l.Round)
	}

	w.write(func(s rounds.State) ([]book.Draft, error) {
		return s.Close("round-1", rounds.By{Actor: "p1", At: w.now})
	})
	w.write(func(s rounds.State) ([]book.Draft, error) {
		return s.Note(rounds.Remark{Round: "round-1", About: "v5", Words: "Agree what counts as attending."}, rounds.By{Actor: "p1", At: w.now})
	})
	w.turn()
	codes := map[string]bool{}
	for i, one := range w.schools {
		l, _, err := one.Letter(ctx)
		must(t, err)
		if len(l.Round) != 1 || l.Round[0].Schools != 12 || l.Round[0].Raters != 13 || l.Round[0].Own == "" || codes[l.Round[0].Own] {
			t.Fatalf("school %d is told %+v", i, l.Round)
		}
		codes[l.Round[0].Own] = true
		if r := l.Round[0]; r.Whole.N != 66*8 || r.Whole.Exact < 50 || r.Whole.Exact == 100 || !r.Whole.Known || !strings.HasPrefix(r.Strands[0].Strand, "se.") {
			t.Errorf("%+v, most apart %+v", r.Whole, r.Strands[0])
		}
		for _, m := range l.Round[0].Members {
			if m.Name != "" {
				t.Errorf("a school is named: %+v", m)
			}
		}
	}
	tasks, err = d.Tasks(ctx)
	must(t, err)
	found = false
	for _, task := range tasks {
		found = found || task.Kind == desk.TaskOutcome
	}
	if !found {
		t.Error("Today does not say that the result is there")
	}
	win.Go(shell.To("today"))
	win.Go(shell.To("vignettes", "example-vignettes@2026.11.1"))
	win.MustSee("Schools", "by 1")
	win.Pictures("round-cases")
	win.Type("s")
	win.MustSee("12 schools with 13 people scored the cases", "splits people most", "Your school is", "Agree what counts as attending.", "Weighted kappa")
	win.Pictures("round-schools")
}
