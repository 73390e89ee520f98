package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"needsbook/app/exchange"
	"needsbook/app/exchange/https"
	"needsbook/app/summary"
	invented "needsbook/app/summary/county"
)

// brought says what came of a load.
type brought struct {
	Documents  int            `json:"documents"`
	Receipted  int            `json:"receipted"`
	Duplicates int            `json:"duplicates"` // of them, those that the hub had already
	Lost       int            `json:"lost"`       // not receipted when the time was up
	Again      int            `json:"sent_again"` // tries after the first
	Answers    map[string]int `json:"answers"`    // by code; "" for no answer
	Seconds    float64        `json:"seconds"`    // until the last receipt
	PerSecond  float64        `json:"per_second"`
	Took       spread         `json:"took_ms"`              // from the first try of a document to its receipt
	HubPeakMB  float64        `json:"hub_peak_mb,omitzero"` // the most memory that the hub's process ever held
}

// load is one run of send.
type load struct {
	ctx     context.Context
	address string
	ca      string
	fresh   bool // a new connection for each document

	mu     sync.Mutex
	report brought
	took   []time.Duration
	hub    exchange.Hub
}

// send sends the documents of one term, or of all, and checks every receipt.
func send(c *call) (any, error) {
	address := c.flags.String("address", "", "the hub's `URL`")
	from := c.flags.String("from", "", "`folder` that clusterload county wrote")
	term := c.flags.String("term", invented.Terms[len(invented.Terms)-1].Series, "which `term`; all for every one, in order")
	n := c.flags.Int("schools", 0, "how many schools; more than the folder has take the figures of others; 0 as many as there are")
	at := c.flags.Int("connections", 600, "how many send at once")
	fresh := c.flags.Bool("fresh", true, "a new connection for each document")
	ca := c.flags.String("ca", "", "certificate to trust, a PEM `file`")
	within := c.flags.Duration("within", 5*time.Minute, "give up after this time")
	pid := c.flags.Int("hub-pid", 0, "the hub's process, to read its peak memory")
	if err := c.parse("address", "from"); err != nil {
		return nil, err
	}
	if err := onLoopback(*address); err != nil {
		return nil, err
	}
	terms, err := sealed(*from, *term, *n)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(c.ctx, *within)
	defer cancel()
	l := &load{ctx: ctx, address: *address, ca: *ca, fresh: *fresh, report: brought{Answers: map[string]int{}}}
	began := time.Now()
	for _, documents := range terms {
		if err := l.bring(documents, *at); err != nil {
			return nil, err
		}
	}
	r := l.report
	r.Seconds, r.Took = time.Since(began).Seconds(), spreadOf(l.took)
	r.PerSecond, r.Lost = float64(r.Receipted)/r.Seconds, r.Documents-r.Receipted
	if *pid > 0 {
		r.HubPeakMB = peakMB(*pid)
	}
	if r.Lost > 0 {
		return r, fmt.Errorf("%d documents have no receipt", r.Lost)
	}
	return r, nil
}

// bring sends documents over so many connections at once.
func (l *load) bring(documents []exchange.Envelope, connections int) error {
	l.report.Documents += len(documents)
	work := make(chan exchange.Envelope, len(documents))
	for _, d := range documents {
		work <- d
	}
	close(work)
	client, err := l.client()
	if err != nil {
		return err
	}
	if l.hub, err = client.Hub(l.ctx); err != nil {
		return fmt.Errorf("the hub does not answer: %w", err)
	}
	var all sync.WaitGroup
	for range connections {
		client, err := l.client()
		if err != nil {
			return err
		}
		all.Go(func() {
			for d := range work {
				l.one(client, d)
			}
		})
	}
	all.Wait()
	return nil
}

func (l *load) client() (*https.Client, error) {
	t, err := transport(l.ca)
	if err != nil {
		return nil, err
	}
	t.DisableKeepAlives, t.TLSHandshakeTimeout = l.fresh, time.Minute
	return https.New(l.address, t)
}

// shortest and longest pause before a document is sent again.
const (
	shortestPause = 100 * time.Millisecond
	longestPause  = 5 * time.Second
)

// one sends a document until it is receipted, refused or the time is up.
func (l *load) one(client *https.Client, d exchange.Envelope) {
	began := time.Now()
	for try := 0; l.ctx.Err() == nil; try++ {
		a, err := client.Send(l.ctx, d)
		good := err == nil && a.Code.Held() && l.receipted(d, a.Receipt)
		l.mu.Lock()
		l.report.Answers[string(a.Code)]++
		if try > 0 {
			l.report.Again++
		}
		if good {
			l.report.Receipted++
			if a.Code == exchange.Duplicate {
				l.report.Duplicates++
			}
			l.took = append(l.took, time.Since(began))
		}
		l.mu.Unlock()
		if good || (err == nil && a.Code != exchange.TooMany && a.Code != exchange.Unavailable) {
			return
		}
		// Full jitter, as the program at a school waits, only shorter.
		wait := time.Duration(rand.Float64() * float64(min(longestPause, shortestPause<<min(try, 6))))
		select {
		case <-l.ctx.Done():
		case <-time.After(max(wait, min(a.RetryAfter, longestPause))):
		}
	}
}

// receipted reports whether the hub's receipt is good and names the document.
func (l *load) receipted(d exchange.Envelope, receipt []byte) bool {
	r, err := exchange.OpenReceipt(receipt, l.hub.Key.Sign)
	if err != nil {
		return false
	}
	payload, err := d.Payload()
	return err == nil && r.Document == exchange.DocumentID(payload)
}

// sealed reads the documents of a county and signs each with its school's key, term by
// term. Where more schools are wanted than there are, the figures of those that are
// there serve again.
func sealed(folder, term string, schools int) ([][]exchange.Envelope, error) {
	byTerm := map[string][]summary.Document{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		payload, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		d, err := summary.ReadDocument(payload)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if term == "all" || d.Series == term {
			byTerm[d.Series] = append(byTerm[d.Series], d)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var out [][]exchange.Envelope
	for _, t := range invented.Terms {
		documents := byTerm[t.Series]
		if len(documents) == 0 {
			continue
		}
		if schools > 0 {
			if documents, err = spreadOver(documents, schools); err != nil {
				return nil, err
			}
		}
		envelopes, err := signed(documents)
		if err != nil {
			return nil, err
		}
		out = append(out, envelopes)
	}
	if len(out) == 0 {
		return nil, errors.New("there is no summary of that term in " + folder)
	}
	return out, nil
}

// spreadOver gives the documents to so many schools of the county.
func spreadOver(documents []summary.Document, n int) ([]summary.Document, error) {
	schools, err := invented.Schools(n, 1)
	if err != nil {
		return nil, err
	}
	out := make([]summary.Document, n)
	for i, s := range schools {
		out[i] = documents[i%len(documents)]
		out[i].URN, out[i].Cluster = s.URN, s.Cluster
	}
	return out, nil
}

func signed(documents []summary.Document) ([]exchange.Envelope, error) {
	out := make([]exchange.Envelope, len(documents))
	for i, d := range documents {
		payload, err := d.Payload()
		if err != nil {
			return nil, err
		}
		key, err := keyOf(d.URN)
		if err != nil {
			return nil, err
		}
		out[i] = exchange.Seal(payload, key)
	}
	rand.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return slices.Clip(out), nil
}

// peakMB reads the most memory that a process ever held, in megabytes.
func peakMB(pid int) float64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, _ := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			return kb / 1024
		}
	}
	return 0
}
