package main

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"needsbook/app/summary"
	invented "needsbook/app/summary/county"
)

// publishedCounty says what came of a county's summaries.
type publishedCounty struct {
	Schools   int     `json:"schools"`
	Terms     int     `json:"terms"`
	Documents int     `json:"documents"`
	NoneSafe  int     `json:"none_safe"`  // terms in which a school could send nothing
	BandsOnly int     `json:"bands_only"` // documents of schools with too few pupils for tables
	Figures   int     `json:"figures"`
	Low       int     `json:"low"`
	Hidden    int     `json:"hidden"`
	Bytes     int64   `json:"bytes"`
	Seconds   float64 `json:"seconds"`
	Build     spread  `json:"build_ms"` // making and auditing one document
}

// county writes what the schools of a county publish, one file a document in a folder
// a cluster and a school.
func county(c *call) (any, error) {
	out := c.flags.String("out", "", "new `folder` for the documents")
	n := c.flags.Int("schools", 600, "how many schools")
	terms := c.flags.Int("terms", len(invented.Terms), "how many terms")
	seed := c.flags.Uint64("seed", 1, "which county")
	if err := c.parse("out"); err != nil {
		return nil, err
	}
	if _, err := os.Stat(*out); err == nil {
		return nil, misuse(*out + " is there already; name a new folder")
	}
	schools, err := invented.Schools(*n, *seed)
	if err != nil {
		return nil, misuse(err.Error())
	}
	p := publishedCounty{Schools: *n, Terms: *terms}
	var took []time.Duration
	began := time.Now()
	var mu sync.Mutex
	var faults []error
	work := make(chan invented.School)
	var all sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		all.Go(func() {
			for s := range work {
				part, times, err := publish(s, *terms, *out)
				mu.Lock()
				p.add(part)
				took = append(took, times...)
				if err != nil {
					faults = append(faults, err)
				}
				mu.Unlock()
			}
		})
	}
	for _, s := range schools {
		if c.ctx.Err() != nil {
			break
		}
		work <- s
	}
	close(work)
	all.Wait()
	p.Seconds, p.Build = time.Since(began).Seconds(), spreadOf(took)
	return p, errors.Join(append(faults, c.ctx.Err())...)
}

func (p *publishedCounty) add(q publishedCounty) {
	p.Documents += q.Documents
	p.NoneSafe += q.NoneSafe
	p.BandsOnly += q.BandsOnly
	p.Figures += q.Figures
	p.Low += q.Low
	p.Hidden += q.Hidden
	p.Bytes += q.Bytes
}

// publish writes the documents of one school.
func publish(s invented.School, terms int, out string) (p publishedCounty, took []time.Duration, err error) {
	folder := filepath.Join(out, s.Cluster, s.URN)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return p, nil, err
	}
	began := time.Now()
	err = s.Publish(terms, func(b summary.Built) error {
		took = append(took, time.Since(began))
		p.Documents++
		p.Low, p.Hidden, p.Bytes = p.Low+b.Low, p.Hidden+b.Hidden, p.Bytes+int64(len(b.Payload))
		if b.Preview.BandsOnly {
			p.BandsOnly++
		}
		for _, t := range b.Document.Tables {
			p.Figures += len(t.V)
		}
		name := strings.ReplaceAll(b.Document.Series, "/", "-") + ".json"
		err := os.WriteFile(filepath.Join(folder, name), b.Payload, 0o644)
		began = time.Now()
		return err
	})
	p.NoneSafe = terms - p.Documents
	return p, took, err
}
