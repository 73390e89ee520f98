package clusterview_test

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"needsbook/app/cluster/clustertest"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/https"
	"needsbook/app/exchange/inbox"
	"needsbook/assets"
	"needsbook/storage/hubdb"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/clusterview"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
	"needsbook/ui/hub"
)

// realHub is a hub on this computer, whose other schools have sent.
type realHub struct {
	inbox.Inbox
	server *httptest.Server
}

func newHub(t *testing.T, urn string, others int) realHub {
	t.Helper()
	db, err := hubdb.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	h := realHub{Inbox: inbox.Inbox{Store: db, Key: exchangetest.Key(99), Name: "Kent coast hub", Validate: hub.Validate, Now: schooltest.Now}}
	h.server = httptest.NewServer((&hub.Server{Inbox: h.Inbox, Probe: db.Probe, Random: rand.Reader, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}).Handler())
	t.Cleanup(func() { h.server.Close(); db.Close() })
	must(t, h.SaveCluster(t.Context(), inbox.Cluster{ID: "KENT-07", Name: "Kent coast"}))
	must(t, h.SaveSchool(t.Context(), inbox.School{URN: urn, Name: "Meadowfield Academy", Phase: "primary", Cluster: "KENT-07"}))
	for i, s := range clustertest.Schools(others, 4) {
		key := exchangetest.Key(byte(i))
		must(t, h.SaveSchool(t.Context(), inbox.School{URN: s.URN, Name: s.Name, Phase: s.Phase, Cluster: "KENT-07"}))
		must(t, db.Write(t.Context(), func(w inbox.Writer) error {
			return w.PutDevice(inbox.Device{ID: key.Public().ID(), URN: s.URN, Key: key.Public(), State: exchange.Pending, Created: schooltest.Now()})
		}))
		if _, err := h.Approve(t.Context(), key.Public().ID(), "test"); err != nil {
			t.Fatal(err)
		}
		if answer, err := h.Receive(t.Context(), exchange.Seal(s.Payload("KENT-07", 1, ""), key), "https"); err != nil || answer.Code != exchange.Stored {
			t.Fatal(answer.Code, err)
		}
	}
	return h
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(desk.Words(err))
	}
}

// sit is a desk over the demo school with a real road to a hub.
func sit(t *testing.T) *desk.Desk {
	t.Helper()
	store, _, err := schooltest.Files().Create(t.Context(), filepath.Join(t.TempDir(), "school.needsbook"), schooltest.Passphrase)
	must(t, err)
	n := 0
	d, err := desk.Open(t.Context(), store, desk.Options{Clock: schooltest.Now, By: "SENCO", NewID: func() string { n++; return fmt.Sprintf("id%06d", n) },
		Roads: desk.Roads{
			Dial:   func(address string) (desk.Hub, error) { return https.New(address, http.DefaultTransport) },
			Random: rand.Reader, Chance: func() float64 { return 0.5 },
		}})
	must(t, err)
	t.Cleanup(func() { d.Close() })
	if _, err := d.FillDemo(t.Context()); err != nil {
		t.Fatal(err)
	}
	return d
}

// join lets the school join the hub.
func join(t *testing.T, d *desk.Desk, h realHub) {
	t.Helper()
	meeting, err := d.MeetHub(t.Context(), h.server.URL)
	must(t, err)
	code, _, err := h.NewInvite(t.Context(), d.School().URN, time.Hour, rand.Reader)
	must(t, err)
	m, err := d.Join(t.Context(), meeting, code, "SENCO computer")
	must(t, err)
	if _, err := h.Approve(t.Context(), m.Key.ID(), "test"); err != nil {
		t.Fatal(err)
	}
	_, err = d.CheckMembership(t.Context())
	must(t, err)
}

// send approves and sends the school's summary.
func send(t *testing.T, d *desk.Desk) {
	t.Helper()
	p, err := d.PreviewSummary(t.Context())
	must(t, err)
	_, err = d.ApproveSummary(t.Context(), p.ID, desk.Approver{Role: desk.RoleHead})
	must(t, err)
	_, err = d.SendSummaries(t.Context(), true)
	must(t, err)
}

// sendRound sends a day, a notice and a pack round.
func sendRound(t *testing.T, h realHub) {
	t.Helper()
	_, err := h.SaveMeeting(t.Context(), inbox.Meeting{Cluster: "KENT-07", On: day.Of(2026, 12, 8), Starts: "13:30", Place: "Harbour House", PapersBy: day.Of(2026, 12, 1)})
	must(t, err)
	_, err = h.SaveNotice(t.Context(), inbox.Notice{Cluster: "KENT-07", On: day.Of(2026, 11, 20), Title: "Speech therapy in spring", Words: "Three afternoons are free."})
	must(t, err)
	_, err = h.SendPack(t.Context(), inbox.PackOffer{Cluster: "KENT-07", Format: "sen-services", Name: "Services of the coast", Version: "2", On: day.Of(2026, 11, 19), Body: assets.Pack("services.json")})
	must(t, err)
}

func open(t *testing.T, d *desk.Desk, arg ...string) *shelltest.Window {
	t.Helper()
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "clusterview", Name: "What comes back", Icon: "cluster", Open: func(arg string) (shell.Screen, error) {
			return clusterview.New(clusterview.Needs{Desk: d, Shell: s}, arg)
		}}
	})
	w.Go(shell.To("clusterview", arg...))
	return w
}

func TestSchoolThatHasNotJoinedIsLedToJoining(t *testing.T) {
	w := open(t, sit(t))
	w.MustSee("so nothing comes back", "Join the Community of Schools")
	w.Press("Ctrl+Enter")
	if at := w.Here(); at != shell.To("cluster", "road") {
		t.Errorf("at %v", at)
	}
}

func TestChartsAreReadByKeysAloneWithAndWithoutTheHub(t *testing.T) {
	d := sit(t)
	h := newHub(t, d.School().URN, 7)
	join(t, d, h)
	send(t, d)
	w := open(t, d)
	w.MustSee("Nothing has come from the hub yet.", "Fetch now")
	w.Press("Ctrl+Enter")
	w.MustSee("What the hub sends round is here.", "Kent coast, autumn term 2026-27: 8 of 8 schools have sent", "Fetched today")
	board, found, err := d.Board(t.Context())
	if err != nil || !found || len(board.Charts) < 2 {
		t.Fatal(found, err)
	}
	for i, c := range board.Charts {
		if i > 0 {
			w.Press("Down")
		}
		w.MustSee(c.Question, c.Sentence)
		w.Press("Right")
		for range c.Tables {
			w.Press("Right")
		}
		if len(c.Tables) > 0 {
			last := c.Tables[len(c.Tables)-1]
			w.MustSee(last.Caption, last.Rows[0][0].Text)
		}
		w.Press("Esc")
	}
	h.server.Close()
	w.Type("f")
	w.MustSee("The hub did not answer.", "What came before is still here.")
	w.Press("Esc")
	w.Go(shell.To("clusterview", board.Charts[1].ID))
	w.MustSee(board.Charts[1].Sentence)
}

func TestDatesNoticesPacksAndSchoolsStandBesideTheCharts(t *testing.T) {
	d := sit(t)
	h := newHub(t, d.School().URN, 3)
	join(t, d, h)
	sendRound(t, h)
	w := open(t, d)
	w.Type("f")
	w.Type("d")
	w.MustSee("8 Dec 2026, 13:30, Harbour House", "Summaries must be at the hub by 1 Dec 2026.", "Ours is not there yet.", "To the summary")
	w.Type("n")
	w.MustSee("Speech therapy in spring", "Three afternoons are free.")
	w.Type("s")
	w.MustSee("Meadowfield Academy (this school)", "Not yet", "Sent")
	w.Type("u")
	w.MustSee("Nothing: the hub has no summary of this school.")
	w.Type("p")
	w.MustSee("Services of the coast, version 2", "19 Nov 2026")
	w.Tap("Look at it")
	if at := w.Here(); at.Screen != "settings" || !strings.HasPrefix(at.Arg, "packs/offer/") {
		t.Errorf("at %v", at)
	}
}

func TestWhatTheOthersSeeOfUsIsWhatWasSent(t *testing.T) {
	d := sit(t)
	h := newHub(t, d.School().URN, 5)
	join(t, d, h)
	send(t, d)
	w := open(t, d)
	w.Type("f")
	w.Go(shell.To("clusterview", "us"))
	w.MustSee("Our summary number 1 of the autumn term 2026-27")
	w.Press("Right", "Right")
	w.MustSee("The school", "All with SEN", "60")
	items, err := d.Outbox(t.Context())
	must(t, err)
	if len(items) != 1 {
		t.Fatalf("%d documents", len(items))
	}
}

// contested are words that councils change.
var contested = regexp.MustCompile(`(?i)\b(clusters?|panels?|communit(y|ies)|continu(um|a)|levels?|predictable|exceptional|notional|top-up|high needs|moderat(ion|ors?))\b`)

// The page itself says no contested word; what the hub wrote is in the hub's words.
func TestNoWordThatACouncilChangedStandsBesideTheCharts(t *testing.T) {
	d := sit(t)
	must(t, d.InstallPack(t.Context(), otherWords(t)))
	h := newHub(t, d.School().URN, 3)
	join(t, d, h)
	send(t, d)
	w := open(t, d)
	w.Type("f")
	board, _, err := d.Board(t.Context())
	must(t, err)
	for _, row := range "dnpsu" {
		w.Type(string(row))
		text := strings.Join(strings.Fields(w.Text()), " ")
		_, text, _ = strings.Cut(text, "Settings")
		for _, c := range board.Charts {
			text = strings.ReplaceAll(text, c.Question, "")
		}
		for _, found := range contested.FindAllStringIndex(text, -1) {
			t.Errorf("%c says %q: …%s…", row, text[found[0]:found[1]], text[max(0, found[0]-60):min(len(text), found[1]+30)])
		}
	}
}

func otherWords(t *testing.T) []byte {
	t.Helper()
	var pack map[string]any
	must(t, json.Unmarshal(assets.Pack("terms.json"), &pack))
	pack["id"], pack["version"] = "nonsense", "1"
	for key, v := range pack["terms"].(map[string]any) {
		word := "Zq" + strings.ReplaceAll(key, "_", "")
		pack["terms"].(map[string]any)[key] = map[string]any{"label": word, "plural": word + "z", "plain": "What a " + word + " is.", "also_known_as": []any{v.(map[string]any)["label"]}}
	}
	pack["worked_examples"] = []any{map[string]any{"name": "An old word", "word": "Community of Schools", "expect": "cluster"}}
	body, err := json.Marshal(pack)
	must(t, err)
	return body
}

func TestPictures(t *testing.T) {
	if os.Getenv("NEEDSBOOK_PICTURES") == "" {
		return
	}
	d := sit(t)
	h := newHub(t, d.School().URN, 11)
	join(t, d, h)
	w := open(t, d)
	w.Pictures("clusterview-nothing")
	send(t, d)
	sendRound(t, h)
	w.Type("f")
	board, _, err := d.Board(t.Context())
	must(t, err)
	for _, c := range board.Charts {
		w.Go(shell.To("clusterview", c.ID))
		w.Pictures("clusterview-" + c.ID)
		if len(c.Tables) > 0 {
			w.Press("Right", "Right")
			w.Pictures("clusterview-" + c.ID + "-table")
		}
	}
	for _, row := range []string{"members", "dates", "notices", "packs", "us"} {
		w.Go(shell.To("clusterview", row))
		w.Pictures("clusterview-" + row)
	}
}
