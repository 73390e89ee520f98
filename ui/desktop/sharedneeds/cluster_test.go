package sharedneeds_test

import (
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/https"
	"needsbook/app/exchange/inbox"
	"needsbook/app/school"
	"needsbook/storage/hubdb"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/hub"
)

// town is a hub and some schools of its cluster, all real, on one clock.
type town struct {
	t *testing.T
	inbox.Inbox
	server  *httptest.Server
	now     time.Time
	schools []*desk.Desk
}

var schoolNames = []string{"Meadowfield Primary", "Hillside Primary", "Harbour Academy", "St Mildred’s", "Longreach School"}

// newTown opens a hub with so many schools. With demo the first is the demo school.
func newTown(t *testing.T, schools int, demo bool) *town {
	t.Helper()
	db, err := hubdb.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	w := &town{t: t, now: schooltest.Now()}
	w.Inbox = inbox.Inbox{Store: db, Key: exchangetest.Key(99), Name: "Kent coast hub", Validate: hub.Validate, Now: func() time.Time { return w.now }}
	w.server = httptest.NewServer((&hub.Server{Inbox: w.Inbox, Probe: db.Probe, Random: rand.Reader, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}).Handler())
	t.Cleanup(func() { w.server.Close(); db.Close() })
	must(t, w.SaveCluster(t.Context(), inbox.Cluster{ID: "KENT-07", Name: "Kent coast"}))
	for i := range schools {
		d := w.sit(i, demo && i == 0)
		s := d.School()
		must(t, w.SaveSchool(t.Context(), inbox.School{URN: s.URN, Name: s.Name, Phase: "primary", Cluster: "KENT-07"}))
		w.schools = append(w.schools, d)
		w.join(d)
	}
	w.fetch()
	return w
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(desk.Words(err))
	}
}

// sit is a desk with a real road to the hub.
func (w *town) sit(i int, demo bool) *desk.Desk {
	w.t.Helper()
	store, _, err := schooltest.Files().Create(w.t.Context(), filepath.Join(w.t.TempDir(), "school.needsbook"), schooltest.Passphrase)
	must(w.t, err)
	n := 0
	d, err := desk.Open(w.t.Context(), store, desk.Options{Clock: func() time.Time { return w.now }, By: "SENCO", NewID: func() string { n++; return fmt.Sprintf("id%06d", n) },
		Roads: desk.Roads{
			Dial:   func(address string) (desk.Hub, error) { return https.New(address, http.DefaultTransport) },
			Random: rand.Reader, Chance: func() float64 { return 0.5 },
		}})
	must(w.t, err)
	w.t.Cleanup(func() { d.Close() })
	if demo {
		_, err := d.FillDemo(w.t.Context())
		must(w.t, err)
	} else {
		must(w.t, d.SaveSchool(w.t.Context(), school.School{Name: schoolNames[i], URN: fmt.Sprint(118001 + i), Phase: "primary", Senco: fmt.Sprintf("Senco %d", i+1), SencoEmail: fmt.Sprintf("senco%d@school.example", i+1)}))
	}
	_, inForce, err := d.Agreement(w.t.Context())
	must(w.t, err)
	if !inForce {
		must(w.t, d.SaveAgreement(w.t.Context(), desk.SharingAgreement{Version: "2026-1", With: "Kent coast", SignedBy: "The head", Role: "Headteacher",
			On: day.Of(2026, 9, 1), Until: day.Of(2028, 8, 31), Tables: desk.AllSharedTables(), Delegated: true}))
	}
	return d
}

// join lets a school join the hub.
func (w *town) join(d *desk.Desk) {
	w.t.Helper()
	meeting, err := d.MeetHub(w.t.Context(), w.server.URL)
	must(w.t, err)
	code, _, err := w.NewInvite(w.t.Context(), d.School().URN, time.Hour, rand.Reader)
	must(w.t, err)
	m, err := d.Join(w.t.Context(), meeting, code, "SENCO computer")
	must(w.t, err)
	if _, err := w.Approve(w.t.Context(), m.Key.ID(), "test"); err != nil {
		w.t.Fatal(err)
	}
	_, err = d.CheckMembership(w.t.Context())
	must(w.t, err)
}

// send sends what waits at every school; what does not arrive fails the test.
func (w *town) send() {
	w.t.Helper()
	for _, d := range w.schools {
		tried, err := d.SendSummaries(w.t.Context(), true)
		must(w.t, err)
		for _, i := range tried {
			if i.State != "COMMITTED" && i.State != "ALREADY" {
				w.t.Fatalf("%s: %s %s %s", desk.DocumentKind(i), i.State, i.LastCode, i.Reason)
			}
		}
	}
}

// fetch lets every school take in what the hub has for it.
func (w *town) fetch() {
	w.t.Helper()
	for _, d := range w.schools {
		_, err := d.FetchBulletin(w.t.Context())
		must(w.t, err)
		_, err = d.FetchLetter(w.t.Context())
		must(w.t, err)
	}
}

// turn sends all there is and takes in what comes back.
func (w *town) turn() {
	w.t.Helper()
	w.now = w.now.Add(time.Minute)
	w.send()
	w.fetch()
}

// confirm lets a school confirm every other.
func (w *town) confirm(d *desk.Desk) {
	w.t.Helper()
	ring, err := d.Ring(w.t.Context())
	must(w.t, err)
	var kids []string
	for _, m := range ring.Confirm {
		kids = append(kids, m.Kid)
	}
	must(w.t, d.ConfirmSchools(w.t.Context(), kids, ""))
}

// ringed lets every school confirm the others, and the first make the ring.
func (w *town) ringed() {
	w.t.Helper()
	for _, d := range w.schools {
		w.confirm(d)
	}
	must(w.t, w.schools[0].MakeRing(w.t.Context(), ""))
	w.turn()
}

// ask lets a school ask about a need.
func (w *town) ask(d *desk.Desk, a desk.NeedAsk) string {
	w.t.Helper()
	p, err := d.PreviewAsk(w.t.Context(), a)
	must(w.t, err)
	ref, err := d.Ask(w.t.Context(), p, "")
	must(w.t, err)
	return ref
}

// need reads how a question stands at a school.
func (w *town) need(d *desk.Desk, ref string) desk.SharedNeed {
	w.t.Helper()
	n, err := d.SharedNeed(w.t.Context(), ref)
	must(w.t, err)
	return n
}

// yes lets a school say yes.
func (w *town) yes(d *desk.Desk, ref string, panel bool) {
	w.t.Helper()
	p, err := d.PreviewYes(w.t.Context(), ref, d.ContactAtWork(), panel)
	must(w.t, err)
	must(w.t, d.SayYes(w.t.Context(), p, ""))
}

// language is a need that schools of these tests have.
func language(d *desk.Desk, pupils int) desk.NeedAsk {
	a := desk.NeedAsk{Pupils: pupils}
	a.Phase, a.Need, a.Support, a.Intensity, a.Mode = "KS2", "SLCN", "speech_language", "regular", "visits"
	a.Window = d.SharedNeedRules().WindowOn(d.Today()).ID
	return a
}
