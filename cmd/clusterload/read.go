package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
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
	readers := c.flags.Int("readers", 40, "how many people share the requests; a hub lets each ask 300 times a minute")
	during := c.flags.Duration("for", 10*time.Second, "how long")
	ca := c.flags.String("ca", "", "certificate to trust, a PEM `file`")
	if err := c.parse("link"); err != nil {
		return nil, err
	}
	if err := onLoopback(*link); err != nil {
		return nil, err
	}
	if *rate < 1 || *readers < 1 || *during > 5*time.Minute {
		return nil, misuse("give a rate of one a second or more, one reader or more, and five minutes or less")
	}
	t, err := transport(*ca)
	if err != nil {
		return nil, err
	}
	var clients []*http.Client
	page := ""
	for range *readers {
		client, at, err := enter(t, *link)
		if err != nil {
			return nil, err
		}
		clients, page = append(clients, client), at
	}

	var o opened
	var took []time.Duration
	var mu sync.Mutex
	var all sync.WaitGroup
	tick := time.NewTicker(time.Second / time.Duration(*rate))
	defer tick.Stop()
	began := time.Now()
	for time.Since(began) < *during && c.ctx.Err() == nil {
		<-tick.C
		client := clients[o.Requests%len(clients)]
		o.Requests++
		all.Go(func() {
			at := time.Now()
			n, err := get(client, page)
			mu.Lock()
			defer mu.Unlock()
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

// enter opens a reader's link, as one person's browser does, and returns the page that
// it led to.
func enter(t *http.Transport, link string) (*http.Client, string, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, "", err
	}
	client := &http.Client{Transport: t, Jar: jar, Timeout: time.Minute}
	first, err := client.Get(link)
	if err != nil {
		return nil, "", err
	}
	first.Body.Close()
	if first.StatusCode != http.StatusOK {
		return nil, "", fmt.Errorf("the link was answered with %s", first.Status)
	}
	return client, first.Request.URL.String(), nil
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
