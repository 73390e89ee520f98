package desk_test

import (
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"needsbook/app/cluster/book"
	"needsbook/app/cluster/panel"
	"needsbook/app/cluster/papers"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/folder"
	"needsbook/app/exchange/https"
	"needsbook/app/exchange/inbox"
	"needsbook/app/school"
	"needsbook/storage/hubdb"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/hub"
)

// paperHub is a whole hub on this computer, and a folder that it shares with schools.
type paperHub struct {
	inbox.Inbox
	hub    *hub.Server
	server *httptest.Server
	folder string
	scan   folder.Scanner
	post   folder.Post
	road   desk.Hub      // in the place of the server, when set
	late   time.Duration // how far the clocks of the hub and of its schools have gone on
}

func (h *paperHub) now() time.Time { return schooltest.Now().Add(h.late) }

func newPaperHub(t *testing.T) *paperHub {
	t.Helper()
	db, err := hubdb.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	h := &paperHub{folder: t.TempDir()}
	h.Inbox = inbox.Inbox{Store: db, Key: exchangetest.Key(99), Name: "Kent coast hub", Validate: hub.Validate, Now: h.now}
	h.hub = &hub.Server{Inbox: h.Inbox, Probe: db.Probe, Random: rand.Reader, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	h.server = httptest.NewServer(h.hub.Handler())
	h.scan = folder.Scanner{Folder: h.folder, Key: h.Key, Receive: h.Receive}
	h.post = folder.Post{Folder: h.folder, Now: schooltest.Now}
	t.Cleanup(func() { h.server.Close(); db.Close() })
	fit(t, h.SaveCluster(t.Context(), inbox.Cluster{ID: "KENT-07", Name: "Kent coast"}))
	fit(t, h.SaveCluster(t.Context(), inbox.Cluster{ID: "KENT-08", Name: "Weald"}))
	return h
}

func fit(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// sits opens an empty school that has joined the hub and signed a sharing agreement.
func (h *paperHub) sits(t *testing.T, urn, name string) *desk.Desk {
	t.Helper()
	ctx := t.Context()
	fit(t, h.SaveSchool(ctx, inbox.School{URN: urn, Name: name, Phase: "primary", Cluster: "KENT-07"}))
	store, _, err := schooltest.Files().Create(ctx, filepath.Join(t.TempDir(), "school.needsbook"), schooltest.Passphrase)
	fit(t, err)
	d, err := desk.Open(ctx, store, desk.Options{Clock: h.now, NewID: rand.Text, By: "SENCO", Roads: desk.Roads{Random: rand.Reader, Chance: func() float64 { return 0.5 },
		Dial: func(address string) (desk.Hub, error) {
			if h.road != nil {
				return h.road, nil
			}
			return https.New(address, http.DefaultTransport)
		},
		Folder: func(at string, hub exchange.PublicKey) desk.SharedFolder {
			return folder.Drop{Folder: at, Hub: hub}
		}}})
	fit(t, err)
	t.Cleanup(func() { d.Close() })
	fit(t, d.SaveSchool(ctx, school.School{Name: name, URN: urn, Phase: "primary", Roll: 200, Cluster: "KENT-07", Head: "Ruth Amoah", Senco: "Kit Marsh"}))
	fit(t, d.SaveAgreement(ctx, desk.SharingAgreement{Version: "2026-1", With: "Kent coast", SignedBy: "Ruth Amoah", Role: "Headteacher",
		On: d.Today(), Until: d.Today().AddMonths(12), Tables: desk.AllSharedTables()}))
	meeting, err := d.MeetHub(ctx, h.server.URL)
	fit(t, err)
	code, _, err := h.NewInvite(ctx, urn, time.Hour, rand.Reader)
	fit(t, err)
	m, err := d.Join(ctx, meeting, code, "SENCO computer")
	fit(t, err)
	_, err = h.Approve(ctx, m.Key.ID(), "test")
	fit(t, err)
	_, err = d.CheckMembership(ctx)
	fit(t, err)
	return d
}

// says approves a paper, sends it and returns the code of the hub's answer.
func says(t *testing.T, d *desk.Desk, p papers.Paper) (id string, code exchange.Code) {
	t.Helper()
	id, err := d.QueuePaper(t.Context(), p, "Kit Marsh")
	fit(t, err)
	tried, err := d.SendSummaries(t.Context(), true)
	fit(t, err)
	for _, i := range tried {
		if i.DocID == id {
			return id, i.LastCode
		}
	}
	t.Fatalf("the paper %s was not tried", id)
	return "", ""
}

// newLetter fetches what is new and returns the school's letter.
func newLetter(t *testing.T, d *desk.Desk) papers.Letter {
	t.Helper()
	if _, err := d.FetchBulletin(t.Context()); err != nil {
		t.Fatal(desk.Words(err))
	}
	l, found, err := d.Letter(t.Context())
	if err != nil || !found {
		t.Fatalf("no letter: %v, %v", found, err)
	}
	return l
}

// pooled is a request that two schools share.
func pooled(lead, partner string) papers.Request {
	return papers.Request{Meta: exchange.Meta{Ref: "r-7"}, Form: papers.FormGroup, State: papers.Standing, Number: "R-7", Total: 300001, Own: 100000, Asked: 200001, Alone: 300001,
		Service: "speech_language", Sessions: 6, Areas: []string{"CI"}, Need: "SLCN", Phases: []string{"KS1", "KS2"}, Pupils: 6, ShareKey: papers.ByPupils,
		Partners: []papers.Partner{{URN: lead, Pupils: 4, Cost: 200001, Pays: 60000, Asked: 140001}, {URN: partner, Pupils: 2, Cost: 100000, Pays: 40000, Asked: 60000}},
		From:     day.Of(2027, 1, 4), To: day.Of(2027, 7, 20)}
}

func TestPooledRequestIsSecondedByThePartnersOwnDeviceAndTheLetterSaysSo(t *testing.T) {
	h := newPaperHub(t)
	lead, partner := h.sits(t, "118999", "Meadowfield Primary"), h.sits(t, "118998", "Orchard Primary")
	document, code := says(t, lead, pooled("118999", "118998"))
	if code != exchange.Stored {
		t.Fatalf("the request: %s, %s", code, code.Sentence())
	}
	if l := newLetter(t, lead); len(l.Requests) != 1 || l.Requests[0].Document != document || len(l.Requests[0].Waiting) != 1 || len(l.ToSecond) != 0 {
		t.Fatalf("the lead's letter: %+v", l)
	}
	l := newLetter(t, partner)
	if len(l.Requests) != 0 || len(l.ToSecond) != 1 || l.ToSecond[0].Lead != "Meadowfield Primary" || l.ToSecond[0].Answer != "" {
		t.Fatalf("the partner's letter: %+v", l)
	}
	asked, err := l.ToSecond[0].Request()
	fit(t, err)
	part, _ := asked.Share("118998")
	second := papers.Second{Request: l.ToSecond[0].Document, Agrees: true, Pupils: part.Pupils, Cost: part.Cost, Pays: part.Pays}
	if _, code := says(t, partner, second); code != exchange.Stored {
		t.Fatalf("the second: %s", code)
	}
	if l := newLetter(t, lead); len(l.Requests[0].Seconded) != 1 || l.Requests[0].Seconded[0] != "118998" || len(l.Requests[0].Waiting) != 0 {
		t.Errorf("the lead's letter afterwards: %+v", l.Requests)
	}
	if l := newLetter(t, partner); l.ToSecond[0].Answer != "agreed" {
		t.Errorf("the partner's letter afterwards: %+v", l.ToSecond)
	}

	// A revision of the request must be seconded anew; the word on the old one is refused.
	changed := pooled("118999", "118998")
	changed.Sessions = 8
	if _, code := says(t, lead, changed); code != exchange.Stored {
		t.Fatalf("the revision: %s", code)
	}
	second.Agrees = false
	if _, code := says(t, partner, second); code != exchange.RequestChanged {
		t.Errorf("a word on the revision before: %s", code)
	}
	if l := newLetter(t, lead); len(l.Requests[0].Seconded) != 0 || len(l.Requests[0].Waiting) != 1 {
		t.Errorf("the revision stands seconded without a word: %+v", l.Requests)
	}

	// Withdrawn by a later revision, it can be seconded no more.
	changed.State = papers.Withdrawn
	newest, code := says(t, lead, changed)
	if code != exchange.Stored {
		t.Fatalf("the withdrawal: %s", code)
	}
	if _, code := says(t, partner, papers.Second{Request: newest, Agrees: true, Pupils: 2, Cost: 100000, Pays: 40000}); code != exchange.RequestClosed {
		t.Errorf("a word on a withdrawn request: %s", code)
	}
	sent, err := lead.SentPapers(t.Context(), exchange.KindRequest)
	fit(t, err)
	if len(sent) != 1 || sent[0].Item.Rev != 3 || sent[0].Paper.(papers.Request).State != papers.Withdrawn {
		t.Errorf("sent: %+v", sent)
	}
}

func TestLetterAndPapersTravelByFolderSealed(t *testing.T) {
	ctx := t.Context()
	h := newPaperHub(t)
	lead, partner := h.sits(t, "118999", "Meadowfield Primary"), h.sits(t, "118998", "Orchard Primary")
	fit(t, lead.SendByFolder(ctx, h.folder))
	if _, code := says(t, lead, pooled("118999", "118998")); code != exchange.HandedOver {
		t.Fatalf("the request: %s", code)
	}
	for range 2 { // a file counts once its size has not changed between two looks
		if _, err := h.scan.Scan(ctx); err != nil {
			t.Fatal(err)
		}
	}
	fit(t, h.hub.LeaveBulletins(ctx, &h.post))
	if l := newLetter(t, lead); len(l.Requests) != 1 || l.Requests[0].Ref != "r-7" {
		t.Errorf("the letter by folder: %+v", l)
	}
	if l := newLetter(t, partner); len(l.ToSecond) != 1 {
		t.Errorf("the letter by network: %+v", l)
	}
	// Nobody else who can open the folder can read it, and the neighbour's key opens its own alone.
	files, err := filepath.Glob(filepath.Join(h.folder, "CL_*.scl"))
	if err != nil || len(files) != 2 {
		t.Fatalf("%d letters lie in the folder, %v", len(files), err)
	}
}

func TestNothingIsTakenFromASchoolThatHasNotAcceptedANeededAgreement(t *testing.T) {
	ctx := t.Context()
	h := newPaperHub(t)
	d := h.sits(t, "118999", "Meadowfield Primary")
	a := h.affairs(t)
	by := panel.By{Person: panel.Person{ID: "p1", Name: "Ada Chair", Office: panel.Chair}, At: schooltest.Now(), Cluster: "KENT-07"}
	drafts, err := a.Panel.PublishAgreement(by, panel.AgreementText{Kind: "sharing", Title: "Sharing agreement", Version: "1", Words: "We share counts alone.", On: day.Of(2026, 11, 23)})
	fit(t, err)
	h.write(t, a.Panel.Head, drafts)
	alone := pooled("118999", "118998")
	alone.Partners, alone.ShareKey, alone.Alone = nil, "", 0
	if _, code := says(t, d, alone); code != exchange.AgreementMissing {
		t.Fatalf("without acceptance: %s", code)
	}
	c := circular(t, d)
	if len(c.Agreements) != 1 || !c.Agreements[0].Needed {
		t.Fatalf("the circular: %+v", c)
	}
	attest := papers.Attest{Agreement: c.Agreements[0].ID, Version: "1", Name: "Ruth Amoah", Role: "Headteacher", On: d.Today()}
	if _, code := says(t, d, attest); code != exchange.Stored {
		t.Fatalf("the acceptance: %s", code)
	}
	strange := attest
	strange.Agreement = strings.Repeat("ab", 32)
	if _, code := says(t, d, strange); code != exchange.AgreementUnknown {
		t.Errorf("a text that nobody published: %s", code)
	}
	items, err := d.Outbox(ctx)
	fit(t, err)
	fit(t, d.SendAgain(ctx, items[0].ID))
	if _, err := d.SendSummaries(ctx, true); err != nil {
		t.Fatal(desk.Words(err))
	}
	if items, err = d.Outbox(ctx); err != nil || items[0].State != exchange.Committed {
		t.Errorf("sent again once it was accepted: %v, %v %s", err, items[0].State, items[0].Reason)
	}
	attest.Ends = true
	if _, code := says(t, d, attest); code != exchange.Stored {
		t.Errorf("the end of it: %s", code)
	}
	alone.Ref, alone.Number = "r-8", "R-8"
	if _, code := says(t, d, alone); code != exchange.AgreementMissing {
		t.Errorf("once it has ended: %s", code)
	}
}

// affairs reads how things stand.
func (h *paperHub) affairs(t *testing.T) (a inbox.Affairs) {
	t.Helper()
	fit(t, h.Store.Read(t.Context(), func(r inbox.Reader) (err error) {
		a, err = inbox.ReadAffairs(r, "KENT-07", day.On(schooltest.Now()))
		return err
	}))
	return a
}

func (h *paperHub) write(t *testing.T, after book.Head, drafts []book.Draft) {
	t.Helper()
	_, err := h.Enter(t.Context(), "KENT-07", after, drafts...)
	fit(t, err)
}

func circular(t *testing.T, d *desk.Desk) papers.Circular {
	t.Helper()
	if _, err := d.FetchBulletin(t.Context()); err != nil {
		t.Fatal(desk.Words(err))
	}
	c, found, err := d.Circular(t.Context())
	if err != nil || !found {
		t.Fatalf("no circular: %v, %v", found, err)
	}
	return c
}

func TestSchoolThatMovedAwaySpeaksNoMoreInItsOldCluster(t *testing.T) {
	ctx := t.Context()
	h := newPaperHub(t)
	lead, partner := h.sits(t, "118999", "Meadowfield Primary"), h.sits(t, "118998", "Orchard Primary")
	document, _ := says(t, lead, pooled("118999", "118998"))
	fit(t, h.SaveSchool(ctx, inbox.School{URN: "118998", Name: "Orchard Primary", Phase: "primary", Cluster: "KENT-08", From: day.Of(2026, 11, 23)}))
	if _, code := says(t, partner, papers.Second{Request: document, Agrees: true, Pupils: 2, Cost: 100000, Pays: 40000}); code != exchange.LeftCluster {
		t.Errorf("a partner that left: %s", code)
	}
	if kept, err := h.Standing(ctx, "KENT-07", exchange.KindRequest); err != nil || len(kept) != 1 || kept[0].ID != document {
		t.Errorf("the request is gone: %v, %v", kept, err)
	}
	changed := pooled("118999", "118998")
	changed.Sessions = 3
	if _, code := says(t, lead, changed); code != exchange.PartnerGone {
		t.Errorf("a revision that still counts on it: %s", code)
	}
}

func TestOldLetterNeverTakesThePlaceOfANewerOne(t *testing.T) {
	ctx := t.Context()
	h := newPaperHub(t)
	d := h.sits(t, "118999", "Meadowfield Primary")
	road := &letterRoad{}
	h.road = road
	for _, c := range []struct {
		what    string
		letter  []byte
		changed bool
		refused string
	}{
		{"the first", papers.Letter{URN: "118999", Cluster: "KENT-07", Number: 7}.Sign(h.Key), true, ""},
		{"the same", papers.Letter{URN: "118999", Cluster: "KENT-07", Number: 7}.Sign(h.Key), false, ""},
		{"an older one", papers.Letter{URN: "118999", Cluster: "KENT-07", Number: 6, Requests: []papers.RequestAnswer{{Ref: "r-1"}}}.Sign(h.Key), false, ""},
		{"another school's", papers.Letter{URN: "118998", Cluster: "KENT-07", Number: 8}.Sign(h.Key), false, "another school"},
		{"another cluster's", papers.Letter{URN: "118999", Cluster: "KENT-08", Number: 8}.Sign(h.Key), false, "another school"},
		{"a stranger's", papers.Letter{URN: "118999", Cluster: "KENT-07", Number: 8}.Sign(exchangetest.Key(3)), false, "not signed by the hub"},
		{"rubbish", []byte("{}"), false, "cannot be read"},
		{"a newer one", papers.Letter{URN: "118999", Cluster: "KENT-07", Number: 8}.Sign(h.Key), true, ""},
	} {
		road.letter = c.letter
		changed, err := d.FetchLetter(ctx)
		if changed != c.changed || (err != nil) != (c.refused != "") || err != nil && !strings.Contains(desk.Words(err), c.refused) {
			t.Errorf("%s: %v, %v", c.what, changed, err)
		}
	}
	if l, found, err := d.Letter(ctx); err != nil || !found || l.Number != 8 || len(l.Requests) != 0 {
		t.Errorf("%+v, %v, %v", l, found, err)
	}
}

func TestFileMadeAnewFollowsThePapersThatStandAtTheHub(t *testing.T) {
	ctx := t.Context()
	h := newPaperHub(t)
	first := h.sits(t, "118999", "Meadowfield Primary")
	h.sits(t, "118998", "Orchard Primary")
	before, _ := says(t, first, pooled("118999", "118998"))
	again := h.sits(t, "118999", "Meadowfield Primary") // the old computer is lost
	changed := pooled("118999", "118998")
	changed.Sessions = 9
	if _, code := says(t, again, changed); code != exchange.EpochConflict {
		t.Fatalf("a file that knows nothing of its papers: %s", code)
	}
	_, err := again.AdoptHead(ctx)
	fit(t, err)
	changed.Sessions = 10
	id, code := says(t, again, changed)
	sent, err := again.SentPapers(ctx, exchange.KindRequest)
	fit(t, err)
	if m := sent[len(sent)-1].Paper.About(); code != exchange.Stored || m.Rev != 2 || m.Prev != before {
		t.Errorf("after it took over: %s, %+v", code, m)
	}
	if kept, err := h.Standing(ctx, "KENT-07", exchange.KindRequest); err != nil || len(kept) != 1 || kept[0].ID != id {
		t.Errorf("%v, %v", kept, err)
	}
}

func TestWhatTheAffairsOfTheClusterDoNotAllowIsRefusedAndChangesNothing(t *testing.T) {
	ctx := t.Context()
	h := newPaperHub(t)
	d, stranger := h.sits(t, "118999", "Meadowfield Primary"), h.sits(t, "118997", "Hill Primary")
	h.sits(t, "118998", "Orchard Primary")
	document, _ := says(t, d, pooled("118999", "118998"))
	hash := strings.Repeat("ab", 32)
	for _, c := range []struct {
		what string
		by   *desk.Desk
		p    papers.Paper
		code exchange.Code
	}{
		{"a word of a school that has no part", stranger, papers.Second{Request: document, Agrees: true, Pupils: 2, Cost: 100000, Pays: 40000}, exchange.NotPartner},
		{"a word of the school that asks", d, papers.Second{Request: document, Agrees: true, Pupils: 4, Cost: 200001, Pays: 60000}, exchange.NotPartner},
		{"a word on nothing", stranger, papers.Second{Request: "sha256:" + hash, Agrees: true}, exchange.RequestUnknown},
		{"a dispute about nothing", d, papers.Dispute{Decision: hash, Stage: 1, Reason: "evidence", Step: papers.Raise}, exchange.DecisionUnknown},
		{"scores of no round", d, papers.Scores{Round: "round-1", Pack: hash, Raters: []papers.Rater{{Scores: []papers.Score{{Vignette: "v1", Level: "L2"}}}}}, exchange.RoundUnknown},
		{"a partner of another cluster", stranger, pooled("118997", "118990"), exchange.PartnerGone},
	} {
		if _, code := says(t, c.by, c.p); code != c.code {
			t.Errorf("%s: %s, want %s", c.what, code, c.code)
		}
	}
	if kept, err := h.Standing(ctx, "KENT-07"); err != nil || len(kept) != 1 || kept[0].ID != document {
		t.Errorf("%d papers stand, %v", len(kept), err)
	}
}

// letterRoad brings one letter, as it is.
type letterRoad struct {
	silentHub
	letter []byte
}

func (r *letterRoad) Letter(context.Context, exchange.Key, exchange.PublicKey, string, string) ([]byte, string, bool, error) {
	return r.letter, "", true, nil
}
