package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log/slog"
	mathrand "math/rand/v2"
	"net"
	"net/http"
	"net/http/cookiejar"
	"strings"
	"time"

	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/app/exchange/inbox"
	"needsbook/app/summary"
	"needsbook/assets"
	"needsbook/storage/hubdb"
	"needsbook/ui/hub"
)

// demoHub is a real cluster hub on this computer, with invented neighbours of the
// demo school. It serves the loopback address only and is gone when closed.
type demoHub struct {
	inbox.Inbox
	db      *hubdb.DB
	server  *http.Server
	address string
	cluster string
}

// neighbours are the other schools of the demo cluster: name, number on roll and
// pupils with SEN.
var neighbours = []struct {
	urn, name string
	roll, sen int
}{
	{"999991", "Ashcombe Primary School", 208, 34},
	{"999992", "Brook Lane Primary School", 415, 71},
	{"999993", "St Werburgh’s CE Primary School", 311, 48},
	{"999994", "Harbour Infant and Junior School", 534, 88},
	{"999995", "Little Orchard Primary School", 96, 14},
}

func startDemoHub(ctx context.Context, folder, cluster string, now func() time.Time) (*demoHub, error) {
	db, err := hubdb.Open(ctx, folder)
	if err != nil {
		return nil, err
	}
	key, err := exchange.NewKey(rand.Reader)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	h := &demoHub{db: db, cluster: cluster, Inbox: inbox.Inbox{Store: db, Key: key, Name: "Demo cluster hub", Validate: hub.Validate, Now: now}}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	h.address = "http://" + listener.Addr().String()
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	handler := (&hub.Server{Inbox: h.Inbox, Probe: db.Probe, Schemas: map[string][]byte{"cluster-summary-1.json": summary.Schema()}, Random: rand.Reader, Log: log}).Handler()
	h.server = hub.HTTP(handler, nil, log)
	go h.server.Serve(listener)
	return h, h.SaveCluster(ctx, inbox.Cluster{ID: cluster, Name: "Demo community of schools"})
}

func (h *demoHub) Close() error { return errors.Join(h.server.Close(), h.db.Close()) }

// welcome adds the desk's school to the cluster, joins it by a code as a person
// would, and approves its computer.
func (h *demoHub) welcome(ctx context.Context, d *desk.Desk) error {
	s := d.School()
	if err := h.SaveSchool(ctx, inbox.School{URN: s.URN, Name: s.Name, Phase: s.Phase, Cluster: h.cluster}); err != nil {
		return err
	}
	code, _, err := h.NewInvite(ctx, s.URN, time.Hour, rand.Reader)
	if err != nil {
		return err
	}
	meeting, err := d.MeetHub(ctx, h.address)
	if err != nil {
		return err
	}
	m, err := d.Join(ctx, meeting, code, "Demo computer")
	if err != nil {
		return err
	}
	if _, err := h.Approve(ctx, m.Key.ID(), "demo"); err != nil {
		return err
	}
	_, err = d.CheckMembership(ctx)
	return err
}

// fill lets the neighbours send their summaries of a term.
func (h *demoHub) fill(ctx context.Context, like summary.Document, levels []string) error {
	for i, n := range neighbours {
		if err := h.SaveSchool(ctx, inbox.School{URN: n.urn, Name: n.name, Phase: "primary", Cluster: h.cluster}); err != nil {
			return err
		}
		if i == len(neighbours)-2 {
			continue // one has not sent yet, so that the page shows who is missing
		}
		key, err := h.enrolNeighbour(ctx, n.urn)
		if err != nil {
			return err
		}
		built, err := summary.Build(summary.Facts{URN: n.urn, Cluster: h.cluster, Series: like.Series, AsOf: like.AsOf.AddDays(-i), Epoch: fmt.Sprintf("%06x", 1000+i), Rev: 1,
			CodeLists: like.CodeLists, Phase: "primary", Roll: n.roll, Levels: levels, Members: inventedMembers(n.sen, uint64(i))}, summary.Memory{}, summary.Options{})
		if err != nil {
			return fmt.Errorf("the summary of %s: %w", n.name, err)
		}
		if a, err := h.Receive(ctx, exchange.Seal(built.Payload, key), "demo"); err != nil || !a.Code.Held() {
			return fmt.Errorf("the summary of %s was answered %q: %w", n.name, a.Code, err)
		}
	}
	return nil
}

func (h *demoHub) enrolNeighbour(ctx context.Context, urn string) (exchange.Key, error) {
	key, err := exchange.NewKey(rand.Reader)
	if err != nil {
		return key, err
	}
	code, _, err := h.NewInvite(ctx, urn, time.Hour, rand.Reader)
	if err != nil {
		return key, err
	}
	request, err := exchange.NewEnrolRequest(code, urn, "Demo computer", key, h.Key.Public())
	if err != nil {
		return key, err
	}
	if _, code, err := h.Enrol(ctx, request); err != nil {
		return key, fmt.Errorf("enrolment was answered %q: %w", code, err)
	}
	_, err = h.Approve(ctx, key.Public().ID(), "demo")
	return key, err
}

// inventedMembers are the pupils of a neighbour, as codes alone.
func inventedMembers(n int, seed uint64) []summary.Member {
	chance := mathrand.New(mathrand.NewPCG(886, seed))
	needs := []string{"SLCN", "SLCN", "SLCN", "SEMH", "SEMH", "SPLD", "SPLD", "ASD", "ASD", "MLD", "OTH"}
	levels := []string{"L1", "L1", "L2", "L2", "L2", "L3", "L3", "L4"}
	var out []summary.Member
	for i := range n {
		status := "K"
		if i%6 == 0 {
			status = "E"
		}
		out = append(out, summary.Member{Key: fmt.Sprint(i), Year: chance.IntN(7), Status: status, PrimaryNeed: needs[chance.IntN(len(needs))], Level: levels[chance.IntN(len(levels))]})
	}
	return out
}

// page reads the cluster's page as one of its people would: by a reader's link,
// over HTTP. The style sheet and the fonts are put into the page, so that it can be
// kept as one file.
func (h *demoHub) page(ctx context.Context) ([]byte, error) {
	token, _, err := h.NewReaderLink(ctx, inbox.ClusterLevel, h.cluster, time.Hour, rand.Reader)
	if err != nil {
		return nil, err
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	client := &http.Client{Jar: jar, Timeout: 20 * time.Second}
	resp, err := client.Get(h.address + "/c/" + h.cluster + "/enter/" + token)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK || !strings.HasPrefix(resp.Header.Get("Content-Type"), "text/html") {
		return nil, fmt.Errorf("the cluster's page was answered %s", resp.Status)
	}
	link := []byte(`<link rel="stylesheet" href="/assets/hub.css">`)
	return bytes.Replace(body, link, []byte("<style>\n"+styleWithFonts()+"\n</style>"), 1), nil
}

// styleWithFonts is the hub's style sheet with its fonts inside.
func styleWithFonts() string {
	inside := func(font []byte) string { return "data:font/ttf;base64," + base64.StdEncoding.EncodeToString(font) }
	return strings.NewReplacer(
		"/assets/Lexend-Regular.ttf", inside(assets.LexendRegular),
		"/assets/Lexend-SemiBold.ttf", inside(assets.LexendSemiBold),
	).Replace(string(assets.HubStyle))
}
