package main

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"sync"
	"time"
)

// opened says how quickly a page was opened.
type opened struct {
	Requests int     `json:"requests"`
	Failed   int     `json:"failed"`
	Bytes    int     `json:"bytes"` // of one page
	Rate     float64 `json:"per_second"`
	Took     spread  `json:"took_ms"`
}

// read opens a cluster's page at an even rate, as a room full of readers would.
func read(c *call) (any, error) {
	link := c.flags.String("link", "", "a reader's `link`")
	rate := c.flags.Int("rate", 100, "requests a second")
	during := c.flags.Duration("for", 10*time.Second, "how long")
	ca := c.flags.String("ca", "", "certificate to trust, a PEM `file`")
	if err := c.parse("link"); err != nil {
		return nil, err
	}
	if err := onLoopback(*link); err != nil {
		return nil, err
	}
	if *rate < 1 || *during > 5*time.Minute {
		return nil, misuse("give a rate of one a second or more, for five minutes or less")
	}
	t := &http.Transport{MaxIdleConnsPerHost: 64, TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS13}}
	if *ca != "" {
		pem, err := os.ReadFile(*ca)
		if err != nil {
			return nil, err
		}
		t.TLSClientConfig.RootCAs = x509.NewCertPool()
		t.TLSClientConfig.RootCAs.AppendCertsFromPEM(pem)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	client := &http.Client{Transport: t, Jar: jar, Timeout: time.Minute}
	first, err := client.Get(*link)
	if err != nil {
		return nil, err
	}
	first.Body.Close()
	if first.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the link was answered with %s", first.Status)
	}
	page := first.Request.URL.String() // where the link led

	var o opened
	var took []time.Duration
	var mu sync.Mutex
	var all sync.WaitGroup
	tick := time.NewTicker(time.Second / time.Duration(*rate))
	defer tick.Stop()
	began := time.Now()
	for time.Since(began) < *during && c.ctx.Err() == nil {
		<-tick.C
		all.Go(func() {
			at := time.Now()
			n, err := get(client, page)
			mu.Lock()
			defer mu.Unlock()
			o.Requests++
			took = append(took, time.Since(at))
			if err != nil {
				o.Failed++
				return
			}
			o.Bytes = n
		})
	}
	all.Wait()
	o.Rate, o.Took = float64(o.Requests)/time.Since(began).Seconds(), spreadOf(took)
	if o.Failed > 0 {
		return o, errors.New("some pages could not be opened")
	}
	return o, nil
}

func get(client *http.Client, page string) (int, error) {
	answer, err := client.Get(page)
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	n, err := io.Copy(io.Discard, answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = errors.New(answer.Status)
	}
	return int(n), err
}
